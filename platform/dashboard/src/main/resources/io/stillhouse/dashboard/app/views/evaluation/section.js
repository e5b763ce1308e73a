import { h } from '../../vendor/preact.js';

/** A titled part of a page that the address can name. */
export function Section({ id, title, lead, children }) {
  return h('section', { class: 'section', id: `section-${id}`, 'aria-labelledby': `title-${id}` },
    h('h2', { id: `title-${id}` }, title), lead && h('p', { class: 'lead' }, lead), children);
}

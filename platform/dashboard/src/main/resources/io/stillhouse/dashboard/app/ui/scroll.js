import { h } from '../vendor/preact.js';

/** What may be wider than the page: it scrolls by itself, also by keys. */
export function Scroll({ label, children, class: more = '' }) {
  return h('div', { class: `scroll ${more}`, tabIndex: 0, role: 'region', 'aria-label': label }, children);
}

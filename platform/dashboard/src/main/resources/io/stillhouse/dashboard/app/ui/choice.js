import { h } from '../vendor/preact.js';

let groups = 0;

/** One of a few, as radio buttons in a row. */
export function Choice({ label, value, options, onChange }) {
  const name = `choice-${label.replaceAll(/\W+/g, '-')}-${(groups = (groups + 1) % 1e6)}`;
  return h('div', { class: 'switch', role: 'radiogroup', 'aria-label': label }, options.map(([id, title]) => h('label', { key: id },
    h('input', { type: 'radio', name, checked: id === value, onChange: () => onChange(id) }), title)));
}

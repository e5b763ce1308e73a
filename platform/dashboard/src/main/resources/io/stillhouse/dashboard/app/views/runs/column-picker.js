import { h, useState } from '../../vendor/preact.js';
import { Dialog } from '../../ui/dialog.js';

/** Chooses the metric and parameter columns, and their order: that in which they were chosen. */
export function ColumnPicker({ fields, columns, onChange, onClose }) {
  const [wanted, setWanted] = useState('');
  const choices = fields.filter((field) => /^(metrics|parameters)\./.test(field.name));
  const missing = columns.filter((name) => !choices.some((field) => field.name === name)).map((name) => ({ name }));
  const shown = [...missing, ...choices].filter((field) => field.name.toLowerCase().includes(wanted.toLowerCase()));
  const toggle = (name) => onChange(columns.includes(name) ? columns.filter((one) => one !== name) : [...columns, name]);
  const move = (name, by) => {
    const at = columns.indexOf(name);
    const next = columns.filter((one) => one !== name);
    next.splice(Math.max(0, at + by), 0, name);
    onChange(next);
  };
  const group = (prefix, title) => {
    const rows = shown.filter((field) => field.name.startsWith(prefix));
    return rows.length > 0 && h('fieldset', { key: prefix },
      h('legend', null, title),
      rows.map((field) => h('div', { class: 'picker-row', key: field.name },
        h('label', null,
          h('input', { type: 'checkbox', checked: columns.includes(field.name), onChange: () => toggle(field.name) }),
          h('span', { class: 'mono' }, field.name.slice(prefix.length))),
        columns.includes(field.name)
          ? h('span', { class: 'picker-order' },
            h('button', { class: 'button-icon', 'aria-label': `Move ${field.name} to the left`, onClick: () => move(field.name, -1) }, '←'),
            h('span', { class: 'soft' }, columns.indexOf(field.name) + 1),
            h('button', { class: 'button-icon', 'aria-label': `Move ${field.name} to the right`, onClick: () => move(field.name, 1) }, '→'))
          : null)));
  };
  return h(Dialog, {
    title: 'Columns', onClose,
    actions: [
      h('button', { class: 'button', onClick: () => onChange([]) }, 'None'),
      h('button', { class: 'button', onClick: () => onChange(null) }, 'Usual ones'),
      h('button', { class: 'button button-primary', onClick: onClose }, 'Done'),
    ],
  },
  h('input', { type: 'search', class: 'input', autofocus: true, placeholder: 'Find a metric or parameter', 'aria-label': 'Find a metric or parameter', value: wanted, onInput: (event) => setWanted(event.currentTarget.value) }),
  h('div', { class: 'picker' }, group('metrics.', 'Metrics'), group('parameters.', 'Parameters'), shown.length === 0 && h('p', { class: 'soft' }, 'No field has such a name.')));
}

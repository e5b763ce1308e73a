import { h } from '../../vendor/preact.js';
import { valueText } from '../../text/value.js';
import { Scroll } from '../../ui/scroll.js';

export function ParametersTab({ run }) {
  const entries = Object.entries(run.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return h('div', { class: 'stack' },
    entries.length === 0
      ? h('p', { class: 'soft' }, 'The definition has no parameters.')
      : h(Scroll, { label: 'Parameters' }, h('table', { class: 'plain' },
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Parameter'), h('th', { scope: 'col' }, 'Value'))),
        h('tbody', null, entries.map(([name, value]) => h('tr', { key: name }, h('th', { scope: 'row' }, name), h('td', { class: 'break mono' }, valueText(value))))))),
    h('h2', null, 'Definition'),
    h('pre', { class: 'output', tabIndex: 0, 'aria-label': 'Definition' }, run.source));
}

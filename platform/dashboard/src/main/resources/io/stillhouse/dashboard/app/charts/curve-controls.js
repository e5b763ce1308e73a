import { h } from '../vendor/preact.js';

/** How curves are shown; all of it stands in the address. */
export function CurveControls({ query, update, children }) {
  const smoothing = Number(query.smooth ?? 0);
  return h('div', { class: 'chart-controls' },
    h('label', null, h('input', { type: 'checkbox', checked: query.log === '1', onChange: (event) => update({ log: event.currentTarget.checked ? '1' : '' }) }), 'Logarithmic'),
    h('label', null, 'Smoothing',
      h('input', { type: 'range', min: 0, max: 0.99, step: 0.01, value: smoothing, onInput: (event) => update({ smooth: event.currentTarget.value === '0' ? '' : event.currentTarget.value }) }),
      h('output', null, smoothing.toFixed(2))),
    h('label', null, 'Over', h('select', { class: 'select', value: query.over ?? 'step', onChange: (event) => update({ over: event.currentTarget.value === 'step' ? '' : event.currentTarget.value }) },
      h('option', { value: 'step' }, 'steps'), h('option', { value: 'time' }, 'time'))),
    children,
    h('span', { class: 'soft hint' }, 'Drag to zoom, double-click to see all'));
}

/** Names of series with their look, each a switch. */
export function Legend({ entries, hidden, onToggle }) {
  return h('ul', { class: 'legend', 'aria-label': 'Curves' }, entries.map((entry) => h('li', { key: entry.id },
    h('button', { 'aria-pressed': String(!hidden.has(entry.id)), onClick: () => onToggle(entry.id) },
      h('span', { class: 'legend-line', style: { background: entry.color } }), entry.name))));
}

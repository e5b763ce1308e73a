import { h } from '../../vendor/preact.js';
import { STATES } from '../../text/state.js';

function Facet({ label, value, options, onChange }) {
  if (options.length === 0 && !value) return null;
  return h('label', { class: value ? 'facet facet-set' : 'facet' },
    h('span', { class: 'hidden-text' }, label),
    h('select', { value, onChange: (event) => onChange(event.currentTarget.value) },
      h('option', { value: '' }, `Any ${label.toLowerCase()}`),
      (options.some(([option]) => option === value) || !value ? options : [[value, value], ...options])
        .map(([option, text]) => h('option', { key: option, value: option }, text))));
}

/** The usual ways to narrow the list, each one choice. */
export function Facets({ query, fields, onChange }) {
  const values = (name) => (fields.find((field) => field.name === name)?.values ?? []).map((value) => [value, value]);
  const labels = fields
    .filter((field) => field.name.startsWith('labels.') && field.name !== 'labels.name')
    .flatMap((field) => (field.values ?? []).map((value) => [`${field.name.slice(7)}:${value}`, `${field.name.slice(7)}: ${value}`]));
  const states = Object.entries(STATES).filter(([name]) => name !== 'SKIPPED').map(([name, { word }]) => [name, word]);
  return h('div', { class: 'facets' },
    h(Facet, { label: 'State', value: query.state ?? '', options: states, onChange: (state) => onChange({ state }) }),
    h(Facet, { label: 'Pipeline', value: query.pipeline ?? '', options: values('pipeline'), onChange: (pipeline) => onChange({ pipeline }) }),
    h(Facet, { label: 'Experiment', value: query.experiment ?? '', options: values('experiment'), onChange: (experiment) => onChange({ experiment }) }),
    h(Facet, { label: 'Label', value: query.label ?? '', options: labels, onChange: (label) => onChange({ label }) }));
}

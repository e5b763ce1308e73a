// A form made from the definition's parameters. What is left empty has its default.
import { h } from '../../vendor/preact.js';

function limits(parameter) {
  return [
    parameter.minimum !== undefined && `at least ${parameter.minimum}`,
    parameter.exclusiveMinimum !== undefined && `more than ${parameter.exclusiveMinimum}`,
    parameter.maximum !== undefined && `at most ${parameter.maximum}`,
    parameter.exclusiveMaximum !== undefined && `less than ${parameter.exclusiveMaximum}`,
    parameter.pattern && `matches ${parameter.pattern}`,
  ].filter(Boolean).join(', ');
}

function sentence(text) {
  return text ? `${text[0].toUpperCase()}${text.slice(1)}.` : '';
}

function Control({ parameter, id, value, onChange, described, invalid }) {
  const common = { id, value, 'aria-describedby': described, 'aria-invalid': invalid ? 'true' : undefined, required: Boolean(parameter.required) };
  const choices = parameter.type === 'boolean' ? ['true', 'false'] : parameter.choices ?? [];
  if (choices.length > 0) {
    return h('select', { ...common, onChange: (event) => onChange(event.currentTarget.value) },
      h('option', { value: '' }, parameter.defaultText ? `${parameter.defaultText} (default)` : 'choose'),
      choices.map((choice) => h('option', { key: choice, value: choice }, choice)));
  }
  const typed = (event) => onChange(event.currentTarget.value);
  if (parameter.type === 'list' || parameter.type === 'map') {
    return h('textarea', { ...common, rows: Math.min(4, 1 + Math.floor((value || parameter.defaultText || '').length / 38)), spellcheck: false, class: 'mono', placeholder: parameter.defaultText, onInput: typed });
  }
  return h('input', { ...common, type: 'text', inputMode: parameter.type === 'integer' ? 'numeric' : parameter.type === 'number' ? 'decimal' : undefined, spellcheck: false, placeholder: parameter.defaultText, onInput: typed });
}

export function ParameterForm({ parameters, values, problems, onChange }) {
  if (parameters.length === 0) return h('p', { class: 'soft' }, 'The definition has no parameters.');
  return h('div', { class: 'parameter-form' }, parameters.map((parameter) => {
    const id = `parameter-${parameter.name}`;
    const mine = problems.filter((problem) => problem.path === `parameters.${parameter.name}` && !(problem.line > 0));
    const rules = limits(parameter);
    return h('div', { class: 'field', key: parameter.name },
      h('label', { for: id }, h('strong', null, parameter.name), h('span', { class: 'soft' }, ` ${parameter.type}${parameter.items ? ` of ${parameter.items}` : ''}${parameter.required ? ', must be set' : ''}`)),
      h(Control, { parameter, id, value: values[parameter.name] ?? '', invalid: mine.length > 0, described: `${id}-words`, onChange: (text) => onChange(parameter.name, text) }),
      h('p', { id: `${id}-words`, class: 'soft words' }, [parameter.description, sentence(rules)].filter(Boolean).join(' '), mine.map((problem) => h('span', { class: 'field-error', key: problem.message }, problem.message))));
  }));
}

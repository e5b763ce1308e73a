import { h } from '../../vendor/preact.js';
import { bytes, count, decimal, latency, num, percent, shortCount } from '../../text/number.js';
import { Scroll } from '../../ui/scroll.js';

export const ROLE_CLASS = { TEACHER: 'teacher', TEACHER_ENSEMBLE: 'ensemble', SCRATCH: 'scratch', STUDENT: 'student', STUDENT_BRANCH: 'branch' };

export function ModelName({ model }) {
  return h('span', { class: `model ${ROLE_CLASS[model.role] ?? 'other'}` }, h('span', { class: 'swatch', 'aria-hidden': 'true' }), model.name);
}

/** Quality and cost of every model of one evaluation. */
export function ModelsTable({ cast }) {
  const dash = (value, text) => (value === undefined || value === null || !(num(value) > 0) ? '–' : text(num(value)));
  const single = [
    ['Accuracy', (model) => percent(num(model.classification?.accuracy ?? 0))],
    ['Top 5', (model) => percent(num(model.classification?.top5Accuracy ?? 0))],
    ['Macro F1', (model) => decimal(num(model.classification?.macroF1 ?? 0), 4)],
    ['NLL', (model) => decimal(num(model.classification?.nll ?? 0), 4)],
    ['ECE', (model) => percent(num(model.classification?.ece ?? 0))],
  ];
  const multi = [
    ['Mean AUC', (model) => decimal(num(model.multiLabel?.meanAuc ?? 0), 4)],
    ['Mean AP', (model) => decimal(num(model.multiLabel?.meanAveragePrecision ?? 0), 4)],
    ['BCE', (model) => decimal(num(model.multiLabel?.bce ?? 0), 4)],
  ];
  const columns = [
    ...(cast.multiLabel ? multi : single),
    ['Parameters', (model) => dash(model.parameters, count)],
    ['MACs', (model) => dash(model.macs, shortCount)],
    ['File', (model) => dash(model.fileBytes, bytes)],
    ['p50', (model) => dash(model.latency?.p50Seconds, latency)],
    ['p99', (model) => dash(model.latency?.p99Seconds, latency)],
  ];
  return h(Scroll, { label: 'Table of the models' }, h('table', { class: 'plain figures' },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Model'), columns.map(([title]) => h('th', { key: title, scope: 'col', class: 'numeric' }, title)), h('th', { scope: 'col' }, 'Architecture'))),
    h('tbody', null, cast.models.map((model) => h('tr', { key: model.name },
      h('th', { scope: 'row' }, h(ModelName, { model })),
      columns.map(([title, text]) => h('td', { key: title, class: 'numeric' }, text(model))),
      h('td', null, model.architecture))))));
}

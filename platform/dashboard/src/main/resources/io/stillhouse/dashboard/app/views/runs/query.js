// What the address of the list says, as the API's filter, order and columns.
import { listOf } from '../../routing.js';

const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Metrics that are worth a column when nobody has chosen any, as far as there are runs that have them. */
const HEADLINES = [
  'metrics.student.accuracy', 'metrics.student.auc', 'metrics.student.meanAuc', 'metrics.gapRecovered',
  'metrics.scratch.accuracy', 'metrics.teacher.accuracy',
];

/** The filter that the address stands for; facets and text narrow each other. */
export function filterOf(query) {
  const clauses = [];
  if (query.pipeline) clauses.push(`pipeline = ${quoted(query.pipeline)}`);
  if (query.experiment) clauses.push(`experiment = ${quoted(query.experiment)}`);
  if (query.label) {
    const at = query.label.indexOf(':');
    clauses.push(`labels.${query.label.slice(0, at)} = ${quoted(query.label.slice(at + 1))}`);
  }
  const states = listOf(query.state);
  if (states.length) clauses.push(states.length === 1 ? `state = ${states[0]}` : `(${states.map((state) => `state = ${state}`).join(' OR ')})`);
  if (query.filter?.trim()) clauses.push(clauses.length ? `(${query.filter.trim()})` : query.filter.trim());
  return clauses.join(' AND ');
}

/** The columns that are shown: the chosen ones, else the headline metrics that runs have. */
export function columnsOf(query, fields) {
  if (query.columns === 'none') return [];
  if (query.columns) return listOf(query.columns);
  const names = new Set(fields.map((field) => field.name));
  return HEADLINES.filter((name) => names.has(name)).slice(0, 3);
}

/** `create_time desc` as `{field, descending}`. */
export function orderOf(query) {
  const [field, direction] = (query.order || 'create_time desc').split(' ');
  return { field, descending: direction === 'desc' };
}

/** The next order when a column's header is pressed: the better end first, then the other, then none. */
export function nextOrder(query, field, descendingFirst) {
  const now = orderOf(query);
  if (now.field !== field) return `${field}${descendingFirst ? ' desc' : ''}`;
  return now.descending === descendingFirst ? `${field}${descendingFirst ? '' : ' desc'}` : '';
}

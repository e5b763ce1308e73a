// One sweep: what its runs measured, a row for each combination, held against one of them.
import { h, useEffect } from '../../vendor/preact.js';
import { sweepName, tabulateSweep } from '../../api/sweeps.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { href } from '../../routing.js';
import { metricText } from '../../text/metric.js';
import { parts } from '../../text/name.js';
import { num, plural, probability } from '../../text/number.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';
import { differenceText } from '../compare/verdicts.js';

const LOOK_AGAIN = 15000;
const VERDICTS = {
  SWEEP_BETTER: ['better', 'gain'], SWEEP_WORSE: ['worse', 'loss'], SWEEP_INCONCLUSIVE: ['inconclusive', 'open'], SWEEP_BASELINE: ['baseline', 'open'],
};

/** The row that a reader chose to hold the others against, as the server takes it. */
export function baselineOf(text) {
  return text ? text.split('\n') : [];
}

function combinationText(row, parameters) {
  return parameters.map((name) => `${name}=${row.combination?.[name] ?? ''}`).join('\n');
}

function Interval({ estimate, text }) {
  return estimate?.lower === undefined ? '–' : `${text(num(estimate.lower))} to ${text(num(estimate.upper))}`;
}

function Row({ row, table, parameters, query, update }) {
  const { metric } = table;
  const difference = (value) => differenceText(metric, value).replace(' points', '');
  const [word, look] = VERDICTS[row.verdict] ?? [];
  const own = combinationText(row, parameters);
  const runs = Number(row.estimate?.count ?? 0);
  return h('tr', { class: row.best ? 'best-row' : '' },
    parameters.length === 0 ? h('th', { scope: 'row' }, 'as defined') : parameters.map((name, i) => h(i === 0 ? 'th' : 'td', { key: name, scope: i === 0 ? 'row' : undefined, class: 'mono' }, row.combination?.[name] ?? '–')),
    h('td', { class: 'numeric' }, row.estimate ? h(row.best ? 'strong' : 'span', null, metricText(metric, num(row.estimate.mean ?? 0)), row.best && h('span', { class: 'hidden-text' }, ' (best)')) : '–'),
    h('td', { class: 'numeric' }, h(Interval, { estimate: row.estimate, text: (value) => metricText(metric, value) })),
    h('td', { class: 'numeric' }, runs === (row.asked ?? 0) ? String(runs) : `${runs} of ${row.asked ?? 0}`),
    query.baseline && h('td', { class: 'numeric' }, row.difference ? differenceText(metric, num(row.difference.mean ?? 0)) : '–'),
    query.baseline && h('td', { class: 'numeric' }, h(Interval, { estimate: row.difference, text: difference })),
    query.baseline && h('td', { class: 'numeric' }, row.probability === undefined ? '–' : probability(num(row.probability))),
    query.baseline && h('td', null, word ? h('span', { class: `verdict-badge verdict-${look}` }, word) : '–'),
    parameters.length > 0 && h('td', null, h('button', { class: 'button button-small', 'aria-pressed': String(query.baseline === own), onClick: () => update({ baseline: query.baseline === own ? '' : own }) }, query.baseline === own ? 'No baseline' : 'Baseline')));
}

function Table({ table, query, update }) {
  const parameters = (table.sweep.parameters ?? []).filter((name) => name !== table.sweep.seeds);
  const headings = [
    ...(parameters.length ? parameters : ['combination']).map((title) => [title, '']), [table.metric, 'numeric'], ['95% interval', 'numeric'], ['n', 'numeric'],
    ...(query.baseline ? [['difference', 'numeric'], ['95% interval of it', 'numeric'], ['p (Holm)', 'numeric'], ['verdict', '']] : []),
  ];
  return h('div', { class: 'stack' },
    h(Scroll, { label: 'Table of the sweep' }, h('table', { class: 'plain figures' },
      h('thead', null, h('tr', null, headings.map(([title, look]) => h('th', { key: title, scope: 'col', class: look }, title)), parameters.length > 0 && h('td', null))),
      h('tbody', null, (table.rows ?? []).map((row) => h(Row, { key: combinationText(row, parameters), row, table, parameters, query, update }))))),
    h('ul', { class: 'lead' }, (table.notes ?? []).map((note) => h('li', { key: note }, note))));
}

export function SweepView({ route }) {
  const [, short] = route.path;
  const { query, update } = route;
  const again = useNow(LOOK_AGAIN);
  const answer = useAsync((signal) => tabulateSweep(sweepName(short), { metric: query.metric, baseline: baselineOf(query.baseline) }, signal), [short, query.metric, query.baseline, again]);
  useEffect(() => { document.title = `${short} · Stillhouse`; }, [short]);
  const table = answer.data;
  const sweep = table?.sweep;
  const metrics = table?.metrics ?? [];
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h('nav', { class: 'crumbs', 'aria-label': 'Where this is' }, h('a', { href: href(['sweeps']) }, 'Sweeps')),
    h('div', { class: 'page-head' },
      h('h1', null, short),
      metrics.length > 0 && h('label', { class: 'check-label' }, 'Figure', h('select', { class: 'select', value: table.metric ?? '', onChange: (event) => update({ metric: event.currentTarget.value }) },
        !table.metric && h('option', { value: '' }, 'choose'), metrics.map((metric) => h('option', { key: metric, value: metric }, metric)))),
      h('div', { class: 'actions' }, h('a', { class: 'button', href: href(['runs'], { label: `sweep:${short}` }) }, 'All its runs'))),
    answer.error && h(ErrorMessage, { what: 'The table cannot be made.', error: answer.error }),
    !table && answer.loading && h(Loading, { what: 'the table' }),
    sweep && h('p', { class: 'lead' }, `${plural(sweep.runCount ?? 0, 'run')} of ${parts(sweep.pipeline).pipelines}${sweep.seeds ? `, averaged over ${sweep.seeds}` : ''}.`),
    table && metrics.length === 0 && h(Empty, { title: 'No run has succeeded yet' }),
    table && table.metric && h(Table, { table, query, update }));
}

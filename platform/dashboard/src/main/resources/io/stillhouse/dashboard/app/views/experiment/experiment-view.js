// One experiment: its best runs, their trend, the champion and what would take its place.
import { h, useEffect } from '../../vendor/preact.js';
import { listRunFields, listRuns } from '../../api/runs.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { href } from '../../routing.js';
import { lowerIsBetter, metricText } from '../../text/metric.js';
import { runPath } from '../../text/name.js';
import { num, plural } from '../../text/number.js';
import { ago, instant } from '../../text/time.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { StateBadge } from '../../ui/state-badge.js';
import { Section } from '../evaluation/section.js';
import { RunName } from '../runs/run-table.js';
import { Champion } from './champion.js';
import { Trend } from './trend.js';
import { Scroll } from '../../ui/scroll.js';

const USUAL = ['student.accuracy', 'student.auc', 'student.meanAuc', 'gapRecovered'];
const BEST = 10;

const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

export function ExperimentView({ route }) {
  const [, name] = route.path;
  const { query, update } = route;
  const now = useNow(30000);
  useEffect(() => { document.title = `${name} · Stillhouse`; }, [name]);
  const filter = `experiment = ${quoted(name)}`;
  const fields = useAsync((signal) => listRunFields(signal), []);
  const metrics = (fields.data?.fields ?? []).map((field) => field.name).filter((field) => field.startsWith('metrics.')).map((field) => field.slice(8));
  const metric = query.metric ?? USUAL.find((one) => metrics.includes(one)) ?? metrics[0] ?? '';
  const lower = lowerIsBetter(metric);
  const column = `metrics.${metric}`;
  const newest = useAsync((signal) => (metric ? listRuns({ filter, orderBy: 'create_time desc', columns: [column], pageSize: 1000 }, signal) : listRuns({ filter, pageSize: 50 }, signal)), [name, metric]);
  const best = useAsync((signal) => (metric ? listRuns({ filter: `${filter} AND state = SUCCEEDED`, orderBy: `${column}${lower ? '' : ' desc'}`, columns: [column], pageSize: BEST }, signal) : Promise.resolve({ runs: [] })), [name, metric]);
  const has = (run) => Number.isFinite(num(run.cells?.[0]?.number));
  const rows = newest.data?.runs ?? [];
  const points = rows.filter(has).map((run) => ({ run, time: instant(run.createTime), value: num(run.cells[0].number) })).reverse();
  const bestRuns = (best.data?.runs ?? []).filter(has);
  const error = newest.error ?? best.error ?? fields.error;
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h('nav', { class: 'crumbs', 'aria-label': 'Where this is' }, h('a', { href: href(['experiments']) }, 'Experiments')),
    h('div', { class: 'page-head' },
      h('h1', null, name),
      metrics.length > 0 && h('label', { class: 'check-label' }, 'Figure', h('select', { class: 'select', value: metric, onChange: (event) => update({ metric: event.currentTarget.value }) }, (metrics.includes(metric) ? metrics : [metric, ...metrics]).map((one) => h('option', { key: one, value: one }, one)))),
      h('div', { class: 'actions' }, h('a', { class: 'button', href: href(['runs'], { experiment: name }) }, 'All its runs'))),
    error && h(ErrorMessage, { what: 'The experiment cannot be shown.', error }),
    !newest.data && newest.loading && h(Loading, { what: 'its runs' }),
    newest.data && rows.length === 0 && h(Empty, { title: 'It has no runs' }),
    bestRuns.length > 0 && h(Section, { id: 'champion', title: 'Champion', lead: 'The run to beat, as somebody promoted it, and the best other runs held against it.' },
      h(Champion, { experiment: name, metric, lower, query, update })),
    points.length > 0 && h(Section, { id: 'trend', title: 'Over time', lead: `${plural(points.length, 'run')} with the figure${num(newest.data?.totalSize ?? 0) > rows.length ? ', the newest 1,000 looked at' : ''}; the line is the best so far. A click opens the run.` },
      h(Trend, { points, metric, lower })),
    bestRuns.length > 0 && h(Section, { id: 'best', title: 'Best runs' }, h(Scroll, { label: 'Table of the best runs' }, h('table', { class: 'plain figures' },
      h('thead', null, h('tr', null, ['Run', metric, 'Created'].map((title, i) => h('th', { key: title, scope: 'col', class: i === 1 ? 'numeric' : '' }, title)))),
      h('tbody', null, bestRuns.map((run) => h('tr', { key: run.name }, h('td', null, h(RunName, { run })), h('td', { class: 'numeric' }, metricText(metric, num(run.cells[0].number))), h('td', null, ago(instant(run.createTime), now)))))))),
    rows.length > 0 && points.length === 0 && h(Section, { id: 'newest', title: 'Newest runs', lead: metric ? `None of them has the figure ${metric} yet.` : undefined }, h('ul', { class: 'plain-list' }, rows.slice(0, 10).map((run) => h('li', { key: run.name }, h(StateBadge, { state: run.state, short: true }), ' ', h('a', { href: href(runPath(run.name)) }, run.runId))))));
}

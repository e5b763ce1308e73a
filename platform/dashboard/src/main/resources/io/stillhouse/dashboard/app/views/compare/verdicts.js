// Whether each group of runs is better than the baseline's: runs that differ in their seed only are one group.
// Asked for by itself: what images tell takes the server a moment the first time.
import { h, useMemo } from '../../vendor/preact.js';
import { compareRuns } from '../../api/runs.js';
import { Chart } from '../../charts/chart.js';
import { axis, baseOption, seriesLook, useColors } from '../../charts/theme.js';
import { useAsync } from '../../live/async.js';
import { metricText, metricTick } from '../../text/metric.js';
import { count, num, plural, signed } from '../../text/number.js';
import { Choice } from '../../ui/choice.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';

const WORDS = {
  BETTER: ['better', 'gain', 'The whole 95% interval of the difference is above zero.'],
  WORSE: ['worse', 'loss', 'The whole 95% interval of the difference is below zero.'],
  INCONCLUSIVE: ['inconclusive', 'open', 'The 95% interval contains zero, or there is none.'],
};

export function VerdictBadge({ conclusion }) {
  const [word, kind, why] = WORDS[conclusion] ?? WORDS.INCONCLUSIVE;
  return h('span', { class: `verdict-badge verdict-${kind}`, title: why }, word);
}

export function differenceText(metric, value) {
  return /(ccuracy|gapRecovered)$/.test(metric) ? `${signed(value * 100, 2)} points` : signed(value, 4);
}

/** Mean and 95% interval of a figure of each group, a line each. */
function ForestPlot({ groups, names, metric, indexes }) {
  const colors = useColors();
  const option = useMemo(() => {
    const base = baseOption(colors);
    const rows = groups.map((group) => group.statistics?.find((one) => one.metric === metric));
    return {
      ...base,
      grid: { ...base.grid, top: 6, bottom: 6, right: 20 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ dataIndex }) => {
        const row = rows[dataIndex];
        return row ? `${names[dataIndex]}\n${metricText(metric, num(row.mean ?? 0))}, ${plural(num(row.count ?? 0), 'run')}${row.lower === undefined ? '' : `\n95% ${metricText(metric, num(row.lower))} to ${metricText(metric, num(row.upper))}`}` : '';
      } },
      xAxis: axis(colors, { type: 'value', scale: true, boundaryGap: ['6%', '6%'], splitNumber: 4, axisLabel: { formatter: (value) => metricTick(metric, value) } }),
      yAxis: axis(colors, { type: 'category', inverse: true, data: names, axisLabel: { color: colors.ink, width: 150, overflow: 'truncate' }, splitLine: { show: true } }),
      series: [
        {
          id: 'intervals', type: 'custom', silent: true, encode: { x: [1, 2], y: 0 },
          data: rows.map((row, i) => [i, num(row?.lower ?? row?.mean), num(row?.upper ?? row?.mean)]),
          renderItem: (params, api) => {
            const [from, y] = api.coord([api.value(1), api.value(0)]);
            const [to] = api.coord([api.value(2), api.value(0)]);
            const style = { stroke: seriesLook(colors, indexes[params.dataIndex]).color, lineWidth: 2 };
            if (!(to > from)) return undefined;
            return { type: 'group', children: [[from, y, to, y], [from, y - 6, from, y + 6], [to, y - 6, to, y + 6]].map(([x1, y1, x2, y2]) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style })) };
          },
        },
        { id: 'means', type: 'scatter', symbolSize: 11, data: rows.map((row, i) => ({ value: [row ? num(row.mean ?? 0) : null, i], itemStyle: { color: seriesLook(colors, indexes[i]).color } })) },
      ],
    };
  }, [groups, metric, colors, names.join()]);
  return h(Chart, { option, height: 44 + groups.length * 30, label: `${metric} of each group with its 95% interval` });
}

/** What an interval rests on. */
export function basisText(verdict) {
  if (verdict?.basis === 'OVER_SEEDS') return 'seeds';
  return verdict?.basis === 'OVER_IMAGES' ? `${count(num(verdict.images ?? 0))} images` : '–';
}

export function VerdictSection({ names, labels, query, update }) {
  const answer = useAsync((signal) => compareRuns({ runs: names, readMask: 'seedGroups,verdicts' }, signal), [names.join()]);
  if (answer.error) return h(ErrorMessage, { what: 'The runs cannot be judged.', error: answer.error });
  return answer.data ? h(Verdicts, { comparison: answer.data, names, labels, query, update }) : h(Loading, { what: 'the verdict' });
}

function Verdicts({ comparison, names, labels, query, update }) {
  const groups = comparison.seedGroups ?? [];
  const verdicts = comparison.verdicts ?? [];
  const metrics = [...new Set(groups.flatMap((group) => (group.statistics ?? []).map((one) => one.metric)))];
  if (metrics.length === 0) return h('p', { class: 'soft' }, 'None of these runs has a figure that all of a group share.');
  const metric = metrics.includes(query.figure) ? query.figure : metrics.find((one) => /^student\./.test(one)) ?? metrics[0];
  const groupNames = groups.map((group) => group.runs.map((name) => labels[names.indexOf(name)] ?? name).join(', '));
  const indexes = groups.map((group) => Math.max(0, names.indexOf(group.runs[0])));
  const statistic = (group) => group.statistics?.find((one) => one.metric === metric);
  const usual = metrics.filter((one) => /^(student\.(accuracy|auc|meanAuc)|gapRecovered|student\.(nll|ece))$/.test(one));
  return h('div', { class: 'stack' },
    h(Choice, { label: 'Figure', value: metric, options: (usual.length ? usual : metrics.slice(0, 6)).map((one) => [one, one]), onChange: (figure) => update({ figure }) }),
    h(ForestPlot, { groups, names: groupNames, metric, indexes }),
    h(Scroll, { label: 'Groups of runs' }, h('table', { class: 'plain figures' },
      h('thead', null, h('tr', null, ['Runs', 'Verdict', 'Against the baseline', 'Mean', '95% interval', 'Seeds', 'Rests on', 'How'].map((title, i) => h('th', { key: title, scope: 'col', class: i > 2 && i < 6 ? 'numeric' : '' }, title)))),
      h('tbody', null, groups.map((group, i) => {
        const row = statistic(group);
        const verdict = verdicts.find((one) => num(one.group ?? 0) === i && one.metric === metric);
        return h('tr', { key: i },
          h('th', { scope: 'row' }, groupNames[i]),
          h('td', null, verdict && h(VerdictBadge, { conclusion: verdict.conclusion })),
          h('td', null, verdict ? `${differenceText(metric, num(verdict.difference ?? 0))}${verdict.lower === undefined ? '' : ` (${differenceText(metric, num(verdict.lower)).replace(' points', '')} to ${differenceText(metric, num(verdict.upper)).replace(' points', '')})`}` : i === 0 ? 'the baseline' : '–'),
          h('td', { class: 'numeric' }, row ? metricText(metric, num(row.mean ?? 0)) : '–'),
          h('td', { class: 'numeric' }, row?.lower === undefined ? '–' : `${metricText(metric, num(row.lower))} to ${metricText(metric, num(row.upper))}`),
          h('td', { class: 'numeric' }, row ? num(row.count ?? 0) : '–'),
          h('td', null, basisText(verdict)),
          h('td', { class: 'break soft' }, verdict?.method ?? ''));
      })))));
}

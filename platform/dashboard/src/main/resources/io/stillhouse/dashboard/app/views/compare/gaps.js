// How much of the way from scratch to teacher each run's student went, with its interval over the images.
import { h, useMemo } from '../../vendor/preact.js';
import { Chart } from '../../charts/chart.js';
import { axis, baseOption, seriesLook, useColors } from '../../charts/theme.js';
import { num, wholePercent } from '../../text/number.js';
import { headline } from '../evaluation/headline.js';

export function Gaps({ entries }) {
  const colors = useColors();
  const rows = entries.map((entry) => ({ ...entry, gap: num(entry.cast.distillation?.gapRecovered), lower: num(entry.cast.distillation?.gapRecoveredLower), upper: num(entry.cast.distillation?.gapRecoveredUpper) }));
  const option = useMemo(() => {
    const base = baseOption(colors);
    return {
      ...base,
      grid: { ...base.grid, top: 18, bottom: 6, right: 24 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ dataIndex }) => `${rows[dataIndex].label}\n${wholePercent(rows[dataIndex].gap)}${Number.isNaN(rows[dataIndex].lower) ? '' : ` (95% ${wholePercent(rows[dataIndex].lower)} to ${wholePercent(rows[dataIndex].upper)})`}` },
      xAxis: axis(colors, { type: 'value', min: ({ min }) => Math.min(0, Math.floor(min * 10) / 10), max: ({ max }) => Math.max(1, Math.ceil(max * 10) / 10), axisLabel: { formatter: wholePercent } }),
      yAxis: axis(colors, { type: 'category', inverse: true, data: rows.map((row) => row.label), axisLabel: { color: colors.ink, width: 150, overflow: 'truncate' }, splitLine: { show: true } }),
      series: [
        {
          id: 'intervals', type: 'custom', silent: true, encode: { x: [1, 2], y: 0 },
          data: rows.map((row, i) => [i, row.lower, row.upper]),
          renderItem: (params, api) => {
            const [from, y] = api.coord([api.value(1), api.value(0)]);
            const [to] = api.coord([api.value(2), api.value(0)]);
            if (!(to > from)) return undefined;
            const style = { stroke: seriesLook(colors, rows[params.dataIndex].index).color, lineWidth: 2 };
            return { type: 'group', children: [[from, y, to, y], [from, y - 6, from, y + 6], [to, y - 6, to, y + 6]].map(([x1, y1, x2, y2]) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style })) };
          },
        },
        {
          id: 'gaps', type: 'scatter', symbolSize: 12,
          data: rows.map((row, i) => ({ value: [Number.isNaN(row.gap) ? null : row.gap, i], itemStyle: { color: seriesLook(colors, row.index).color } })),
          markLine: { silent: true, symbol: 'none', lineStyle: { type: 'dashed' }, data: [
            { xAxis: 0, lineStyle: { color: colors.scratch }, label: { position: 'start', formatter: 'scratch', color: colors.scratch } },
            { xAxis: 1, lineStyle: { color: colors.teacher }, label: { position: 'start', formatter: 'teacher', color: colors.teacher } },
          ] },
        },
      ],
    };
  }, [entries, colors]);
  return h('div', { class: 'stack' },
    h(Chart, { option, height: 56 + rows.length * 30, label: `Gap recovered: ${rows.map((row) => `${row.label} ${wholePercent(row.gap)}`).join(', ')}` }),
    h('ul', { class: 'plain-list' }, rows.slice(0, 12).map((row) => h('li', { key: row.label }, h('strong', null, row.label), ' ', headline(row.cast).sentence))));
}

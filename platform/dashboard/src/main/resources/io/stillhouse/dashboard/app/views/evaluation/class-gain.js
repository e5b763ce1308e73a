// Which classes gained and which lost against the baseline: bars for one run, a heatmap for several.
import { h, useMemo } from '../../vendor/preact.js';
import { axis, baseOption, faded, useColors } from '../../charts/theme.js';
import { Chart } from '../../charts/chart.js';
import { num } from '../../text/number.js';

const MOST = 30;

/** Gains as numbers, NaN where a class has none. */
export function gainsOf(cast) {
  const gains = (cast.distillation?.classGain ?? []).map(num);
  return gains.length === (cast.evaluation.classes ?? []).length ? gains : [];
}

function mix(colors, gain, most) {
  if (!Number.isFinite(gain)) return { color: 'transparent' };
  return { color: faded(gain >= 0 ? colors.gain : colors.loss, gain === 0 ? 0.04 : 0.1 + 0.5 * Math.min(1, Math.abs(gain) / most)) };
}

function bars(entry, colors) {
  const { cast } = entry;
  const gains = gainsOf(cast);
  let order = gains.map((gain, i) => i).sort((a, b) => (Number.isNaN(gains[b]) ? -Infinity : gains[b]) - (Number.isNaN(gains[a]) ? -Infinity : gains[a]));
  if (order.length > MOST) order = [...order.slice(0, MOST / 2), ...order.slice(-MOST / 2)];
  const base = baseOption(colors);
  return {
    height: 40 + order.length * 24,
    option: {
      ...base,
      grid: { ...base.grid, top: 4, bottom: 6, right: 52 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ name, value }) => `${name}: ${cast.differenceWithUnit(value)}` },
      xAxis: axis(colors, { type: 'value', axisLabel: { formatter: (value) => cast.difference(value) } }),
      yAxis: axis(colors, { type: 'category', inverse: true, data: order.map((i) => cast.evaluation.classes[i]), axisLabel: { color: colors.ink, width: 150, overflow: 'truncate' }, axisLine: { show: false } }),
      series: [{
        id: 'gain', type: 'bar', barWidth: 14,
        data: order.map((i) => ({ value: Number.isNaN(gains[i]) ? 0 : gains[i], itemStyle: { color: gains[i] >= 0 ? colors.gain : colors.loss }, label: { position: gains[i] < 0 ? 'left' : 'right' } })),
        label: { show: true, formatter: ({ dataIndex }) => (Number.isNaN(gains[order[dataIndex]]) ? 'not defined' : cast.difference(gains[order[dataIndex]])), color: colors.ink },
      }],
    },
  };
}

function heatmap(entries, colors) {
  const { classes } = entries[0].cast.evaluation;
  const shown = classes.slice(0, 100);
  const all = entries.flatMap(({ cast }) => gainsOf(cast)).filter(Number.isFinite);
  const most = Math.max(...all.map(Math.abs), 1e-6);
  const base = baseOption(colors);
  return {
    height: 70 + entries.length * 30,
    option: {
      ...base,
      grid: { ...base.grid, top: 4, bottom: 6 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ data }) => `${shown[data.value[0]]}, ${entries[data.value[1]].label}: ${data.told}` },
      xAxis: axis(colors, { type: 'category', data: shown, position: 'bottom', axisLabel: { color: colors.ink, rotate: shown.length > 12 ? 45 : 0, width: 90, overflow: 'truncate', hideOverlap: true } }),
      yAxis: axis(colors, { type: 'category', inverse: true, data: entries.map((entry) => entry.label), axisLabel: { color: colors.ink, width: 160, overflow: 'truncate' } }),
      series: [{
        id: 'gains', type: 'heatmap',
        data: entries.flatMap(({ cast }, row) => gainsOf(cast).slice(0, 100).map((gain, column) => ({
          value: [column, row, Number.isFinite(gain) ? gain : 0], told: Number.isFinite(gain) ? cast.differenceWithUnit(gain) : 'not defined', itemStyle: { ...mix(colors, gain, most), borderColor: colors.paper, borderWidth: 1 },
        }))),
        label: { show: shown.length <= 20, color: colors.ink, fontSize: 11, formatter: ({ data }) => (data.told === 'not defined' ? '' : entries[data.value[1]].cast.difference(data.value[2])) },
      }],
    },
  };
}

export function ClassGain({ entries }) {
  const colors = useColors();
  const fitting = entries.filter(({ cast }) => gainsOf(cast).length > 0);
  const sameClasses = fitting.filter(({ cast }) => cast.evaluation.classes.join('\n') === fitting[0].cast.evaluation.classes.join('\n'));
  const drawing = useMemo(() => (sameClasses.length === 0 ? null : sameClasses.length === 1 ? bars(sameClasses[0], colors) : heatmap(sameClasses, colors)), [entries, colors]);
  if (!drawing) return h('p', { class: 'soft' }, 'Without a scratch baseline there is no gain to tell.');
  const words = sameClasses.map(({ cast, label }) => {
    const gains = gainsOf(cast);
    return `${label ? `${label}: ` : ''}${gains.filter((gain) => gain > 0).length} of ${gains.length} classes gained over the scratch baseline, ${gains.filter((gain) => gain < 0).length} lost`;
  });
  return h('div', null,
    h('p', { class: 'lead' }, sameClasses.length === 1 ? `${words[0]} (${sameClasses[0].cast.multiLabel ? 'AUC' : 'share named rightly, in points'}).` : `Green classes gained over the run’s own scratch baseline, red ones lost (${sameClasses[0].cast.multiLabel ? 'AUC' : 'points'}).`),
    h(Chart, { option: drawing.option, height: drawing.height, label: words.join('. ') }));
}

// What a loss consists of while it falls: its parts stacked, so that their top is the loss.
import { h, useMemo, useState } from '../vendor/preact.js';
import { axis, baseOption, faded, seriesLook, useColors } from './theme.js';
import { Chart } from './chart.js';
import { Legend } from './curve-controls.js';
import { scalar, tick } from '../text/number.js';

const PREFIX = 'train/lossPart/';
const MOST_POINTS = 60;

/** Whether a curve is a part of a loss. */
export const isLossPart = (metric) => metric.startsWith(PREFIX);

/** How a part is called: `branch1/labels` is `branch 1: labels`. */
export const partText = (metric) =>
  metric.slice(PREFIX.length).replace(/(branch|stage|teacher)(\d+)/g, '$1 $2').replace('-', ' from ').replace('/', ': ');

/** Means over equal stretches: single batches tell little. Every part has a point at every step, or none. */
export function means(parts, most = MOST_POINTS) {
  const steps = [...new Set(parts.flatMap((part) => part.points.map(([x]) => x)))].sort((a, b) => a - b);
  const width = Math.max(1, Math.ceil(steps.length / most));
  const stretches = Array.from({ length: Math.ceil(steps.length / width) }, (_, i) => steps.slice(i * width, (i + 1) * width));
  return parts.map((part) => {
    const values = new Map(part.points);
    return {
      ...part,
      points: stretches.map((stretch) => {
        const sum = stretch.reduce((total, step) => total + (values.get(step) ?? 0), 0);
        return [stretch.at(-1), sum / stretch.length];
      }),
    };
  });
}

/** The parts of one step's loss: `[{metric, points}]`. */
export function LossParts({ step, parts }) {
  const colors = useColors();
  const [hidden, setHidden] = useState(new Set());
  const toggle = (id) => { const next = new Set(hidden); if (!next.delete(id)) next.add(id); setHidden(next); };
  const stacked = useMemo(() => means(parts).map((part, index) => ({ ...part, index })), [parts]);
  const option = useMemo(() => {
    const base = baseOption(colors);
    const indexOf = (metric) => stacked.findIndex((part) => part.metric === metric);
    const rich = Object.fromEntries(colors.series.map((color, i) => [`dot${i}`, { color, fontSize: 11 }]));
    return {
      ...base,
      grid: { ...base.grid, top: 14, bottom: 4 },
      tooltip: {
        ...base.tooltip, trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: colors.edge } }, textStyle: { ...base.tooltip.textStyle, rich },
        formatter: (items) => [
          `up to step ${tick(Number(items[0].axisValue))}`,
          ...[...items].reverse().map((item) => `{dot${indexOf(item.seriesId) % 8}|●} ${item.seriesName}   ${scalar(item.value)}`),
          `together   ${scalar(items.reduce((sum, item) => sum + item.value, 0))}`,
        ].join('\n'),
      },
      // Of two axes of numbers the chart would stack along the first.
      xAxis: axis(colors, { type: 'category', boundaryGap: false, data: (stacked[0]?.points ?? []).map(([x]) => x), splitLine: { show: false }, axisLabel: { formatter: (value) => tick(Number(value)) } }),
      yAxis: axis(colors, { type: 'value', min: 0, axisLabel: { formatter: tick } }),
      series: stacked.filter((part) => !hidden.has(part.metric)).map((part) => {
        const { color, dash } = seriesLook(colors, part.index);
        return {
          id: part.metric, name: partText(part.metric), type: 'line', stack: 'loss', symbol: 'none', data: part.points.map(([, y]) => y),
          lineStyle: { color, width: 1.2, type: dash }, itemStyle: { color }, areaStyle: { color: faded(color, 0.35) },
        };
      }),
    };
  }, [colors, stacked, hidden]);
  const ends = stacked.map((part) => `${partText(part.metric)} ${scalar(part.points.at(-1)?.[1] ?? NaN)}`);
  return h('figure', { class: 'curve' },
    h('figcaption', null, step),
    h(Chart, { option, height: 260, label: `Parts of the loss of ${step} at its end: ${ends.join(', ')}` }),
    h(Legend, { entries: stacked.map((part) => ({ id: part.metric, name: partText(part.metric), color: seriesLook(colors, part.index).color })), hidden, onToggle: toggle }));
}

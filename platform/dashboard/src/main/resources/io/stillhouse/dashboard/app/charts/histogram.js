// How values are spread, and how many there are of each kind.
import { h, useMemo } from '../vendor/preact.js';
import { axis, baseOption, seriesLook, useColors } from './theme.js';
import { Chart } from './chart.js';
import { count, num, scalar, tick } from '../text/number.js';

export function HistogramChart({ title, histogram }) {
  const colors = useColors();
  const option = useMemo(() => {
    const base = baseOption(colors);
    const counts = (histogram.counts ?? []).map(num);
    const low = num(histogram.minimum ?? 0);
    const width = (num(histogram.maximum ?? 0) - low) / (counts.length || 1);
    return {
      ...base,
      grid: { ...base.grid, top: 10 },
      tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: 'none' }, formatter: ([item]) => `${scalar(low + item.dataIndex * width)} to ${scalar(low + (item.dataIndex + 1) * width)}\n${count(counts[item.dataIndex])}` },
      xAxis: axis(colors, { type: 'category', data: counts.map((_, i) => tick(Number((low + i * width).toPrecision(3)))), splitLine: { show: false } }),
      yAxis: axis(colors, { type: 'value', axisLabel: { formatter: tick } }),
      series: [{ id: 'counts', type: 'bar', barCategoryGap: '6%', data: counts, itemStyle: { color: colors.teacher, opacity: 0.75 } }],
    };
  }, [histogram, colors]);
  return h('figure', null, h('figcaption', null, title), h(Chart, { option, height: 190, label: title }));
}

export function CountsChart({ title, categories, series }) {
  const colors = useColors();
  const option = useMemo(() => {
    const base = baseOption(colors);
    return {
      ...base,
      grid: { ...base.grid, top: 30 },
      legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: colors.ink } },
      tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: axis(colors, { type: 'category', data: categories, splitLine: { show: false }, axisLabel: { rotate: categories.length > 12 ? 45 : 0, width: 90, overflow: 'truncate' } }),
      yAxis: axis(colors, { type: 'value', axisLabel: { formatter: tick } }),
      series: series.map((one, i) => ({ id: one.name, name: one.name, type: 'bar', stack: 'all', data: one.values, itemStyle: { color: seriesLook(colors, i).color } })),
    };
  }, [categories.length, series.length, colors]);
  return h('figure', null, h('figcaption', null, title), h(Chart, { option, height: 230, label: `${title}: ${series.map((one) => `${one.name} ${one.values.reduce((a, b) => a + b, 0)}`).join(', ')}` }));
}

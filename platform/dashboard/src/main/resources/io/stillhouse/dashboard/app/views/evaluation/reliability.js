// Whether the models' probabilities can be believed.
import { h, useMemo } from '../../vendor/preact.js';
import { axis, baseOption, useColors } from '../../charts/theme.js';
import { Chart } from '../../charts/chart.js';
import { count, decimal, num, percent, wholePercent } from '../../text/number.js';

export function Reliability({ title, model, color }) {
  const colors = useColors();
  const bins = (model.classification?.reliability ?? []).map((bin) => ({ count: num(bin.count ?? 0), confidence: num(bin.confidence ?? 0), accuracy: num(bin.accuracy ?? 0) }));
  const width = 1 / (bins.length || 1);
  const option = useMemo(() => {
    const base = baseOption(colors);
    const most = Math.max(...bins.map((bin) => bin.count), 1);
    return {
      ...base,
      grid: [{ left: 42, right: 8, top: 8, height: 152 }, { left: 42, right: 8, top: 164, height: 22 }],
      tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: 'none' }, formatter: (items) => {
        const bin = bins[items[0].dataIndex];
        return `${wholePercent(items[0].dataIndex * width)} to ${wholePercent((items[0].dataIndex + 1) * width)}\n${count(bin.count)} images\nconfidence ${percent(bin.confidence)}\nright ${percent(bin.accuracy)}`;
      } },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      xAxis: [
        axis(colors, { type: 'category', data: bins.map((bin, i) => i), gridIndex: 0, axisLabel: { show: false }, splitLine: { show: false } }),
        axis(colors, { type: 'category', data: bins.map((bin, i) => i), gridIndex: 1, axisLabel: { interval: Math.ceil(bins.length / 5) - 1, formatter: (value) => wholePercent(value * width) }, splitLine: { show: false } }),
        axis(colors, { type: 'value', min: 0, max: 1, gridIndex: 0, show: false }),
      ],
      yAxis: [
        axis(colors, { type: 'value', min: 0, max: 1, interval: 0.2, gridIndex: 0, axisLabel: { formatter: (value) => wholePercent(value) } }),
        axis(colors, { type: 'value', gridIndex: 1, max: most, axisLabel: { show: false }, splitLine: { show: false }, axisLine: { show: false } }),
      ],
      series: [
        { id: 'accuracy', type: 'bar', xAxisIndex: 0, yAxisIndex: 0, barCategoryGap: '8%', data: bins.map((bin) => ({ value: bin.count > 0 ? bin.accuracy : null, itemStyle: { color, opacity: bin.count < 10 ? 0.18 : 0.55 } })) },
        { id: 'diagonal', type: 'line', xAxisIndex: 2, yAxisIndex: 0, data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: { color: colors.soft, type: [3, 4], width: 1 } },
        { id: 'count', type: 'bar', xAxisIndex: 1, yAxisIndex: 1, barCategoryGap: '8%', data: bins.map((bin) => bin.count), itemStyle: { color, opacity: 0.55 } },
      ],
    };
  }, [model, colors, color]);
  const scaled = model.calibrated;
  return h('figure', { class: 'reliability' },
    h('figcaption', null, h('strong', null, title)),
    h(Chart, { option, height: 212, label: `Reliability of ${title}: ECE ${percent(num(model.classification?.ece ?? 0))}` }),
    h('p', { class: 'soft' }, `ECE ${percent(num(model.classification?.ece ?? 0))}, NLL ${decimal(num(model.classification?.nll ?? 0), 4)}`,
      scaled && `; at temperature ${decimal(num(model.temperature), 2)} ECE ${percent(num(scaled.ece ?? 0))}, NLL ${decimal(num(scaled.nll ?? 0), 4)}`));
}

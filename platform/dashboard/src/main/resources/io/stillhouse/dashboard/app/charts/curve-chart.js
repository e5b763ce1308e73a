// Curves of one metric on one set of axes.
import { h, useMemo } from '../vendor/preact.js';
import { axis, baseOption, seriesLook, useColors } from './theme.js';
import { Chart } from './chart.js';
import { smooth, thin } from './points.js';
import { tick } from '../text/number.js';
import { metricText } from '../text/metric.js';
import { duration } from '../text/time.js';

/** Values that a logarithmic axis cannot show are left out, as gaps. */
const usable = (log) => ([x, y]) => [x, Number.isFinite(y) && (!log || y > 0) ? y : null];

function oddMarks(series, colors) {
  const odd = series.points.filter(([, y]) => !Number.isFinite(y)).slice(0, 20);
  return odd.length === 0 ? undefined : {
    symbol: 'none', silent: true, label: { show: true, formatter: 'not a number', color: colors.loss, fontSize: 11, position: 'insideEndTop' },
    lineStyle: { color: colors.loss, type: 'solid', width: 1 }, data: odd.slice(0, 1).map(([x]) => ({ xAxis: x })),
  };
}

function seriesOf(series, { colors, log, smoothing, width }) {
  const look = seriesLook(colors, series.index);
  const color = series.color ?? look.color;
  const common = {
    type: 'line', showSymbol: series.points.length < 3, symbolSize: 5, connectNulls: false, progressive: 0, animation: false,
    emphasis: { focus: 'series', lineStyle: { width: 2.4 } }, blur: { lineStyle: { opacity: 0.15 } },
    itemStyle: { color },
  };
  const fine = thin(series.points, width).map(usable(log));
  const main = {
    ...common, id: series.id, name: series.name,
    data: smoothing > 0 ? thin(smooth(series.points, smoothing), width).map(usable(log)) : fine,
    lineStyle: { color, width: 1.6, type: look.dash }, markLine: oddMarks(series, colors), z: 3,
  };
  if (smoothing <= 0) return [main];
  return [{ ...common, id: `${series.id} raw`, name: series.name, data: fine, lineStyle: { color, width: 1, opacity: 0.25 }, emphasis: { disabled: true }, tooltip: { show: false }, silent: true, z: 2 }, main];
}

/** How the value at the pointer reads: the nearest of each curve, the ones in sight only. */
function tooltipText(metric, over) {
  return (items) => {
    const seen = new Map();
    for (const item of items) {
      if (item.seriesId?.endsWith(' raw') || item.value?.[1] === null || item.value?.[1] === undefined) continue;
      seen.set(item.seriesId, item);
    }
    if (seen.size === 0) return '';
    const rows = [...seen.values()].sort((a, b) => b.value[1] - a.value[1]);
    const head = over === 'time' ? duration(rows[0].axisValue * 1000) : `step ${tick(rows[0].axisValue)}`;
    const lines = rows.slice(0, 14).map((item) => `{dot${item.seriesIndex % 8}|●} ${item.seriesName}   ${metricText(metric, item.value[1])}`);
    return [head, ...lines, ...(rows.length > 14 ? [`and ${rows.length - 14} more`] : [])].join('\n');
  };
}

export function CurveChart({ metric, title = metric, series, log = false, smoothing = 0, over = 'step', height = 230, group, width = 900, onReady }) {
  const colors = useColors();
  const option = useMemo(() => {
    const base = baseOption(colors);
    const lines = series.flatMap((one) => seriesOf(one, { colors, log, smoothing, width }));
    return {
      ...base,
      grid: { ...base.grid, top: 14, bottom: 4 },
      tooltip: {
        ...base.tooltip, trigger: 'axis', formatter: tooltipText(metric, over), axisPointer: { type: 'line', lineStyle: { color: colors.edge } },
        textStyle: { ...base.tooltip.textStyle, rich: Object.fromEntries(colors.series.map((color, i) => [`dot${i}`, { color, fontSize: 11 }])) },
      },
      xAxis: axis(colors, { type: 'value', min: 'dataMin', max: 'dataMax', splitLine: { show: false }, axisLabel: { formatter: over === 'time' ? (value) => duration(value * 1000) : tick } }),
      yAxis: axis(colors, { type: log ? 'log' : 'value', scale: true, axisLabel: { formatter: tick } }),
      dataZoom: [
        { type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, moveOnMouseMove: 'shift' },
      ],
      toolbox: { show: true, left: -100, feature: { dataZoom: { yAxisIndex: 'none', title: { zoom: '', back: '' } } } },
      series: lines,
    };
  }, [colors, series, log, smoothing, over, width]);
  const ready = (chart) => {
    // Dragging over a chart zooms to what was brushed; the charts of a group follow.
    chart.dispatchAction({ type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: true });
    chart.getZr().on('dblclick', () => chart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }));
    onReady?.(chart);
  };
  const last = series.map((one) => `${one.name} ${metricText(metric, one.points.at(-1)?.[1] ?? NaN)}`);
  return h('figure', { class: 'curve' },
    h('figcaption', null, title),
    h(Chart, { option, height, group, onReady: ready, label: `${metric}: ${last.slice(0, 8).join(', ')}${last.length > 8 ? ` and ${last.length - 8} more` : ''}` }));
}

// A figure of an experiment's runs over time, with the best so far.
import { h, useMemo } from '../../vendor/preact.js';
import { Chart } from '../../charts/chart.js';
import { axis, baseOption, useColors } from '../../charts/theme.js';
import { navigate } from '../../routing.js';
import { metricText, metricTick } from '../../text/metric.js';
import { runPath, runTitle } from '../../text/name.js';
import { moment } from '../../text/time.js';

/** The best value up to each point, in order of time. */
export function bestSoFar(points, lower) {
  let best = null;
  return points.flatMap((point) => {
    if (best !== null && (lower ? point.value >= best : point.value <= best)) return [];
    best = point.value;
    return [[point.time, best]];
  });
}

export function Trend({ points, metric, lower }) {
  const colors = useColors();
  const option = useMemo(() => {
    const base = baseOption(colors);
    const record = bestSoFar(points, lower);
    if (record.length) record.push([points.at(-1).time, record.at(-1)[1]]);
    return {
      ...base,
      grid: { ...base.grid, top: 14, right: 22 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ data }) => (data.point ? `${runTitle(data.point.run)}\n${metricText(metric, data.point.value)}\n${moment(data.point.time)}` : '') },
      xAxis: axis(colors, { type: 'time', splitLine: { show: false } }),
      yAxis: axis(colors, { type: 'value', scale: true, axisLabel: { formatter: (value) => metricTick(metric, value) } }),
      series: [
        { id: 'record', type: 'line', step: 'end', symbol: 'none', silent: true, data: record, lineStyle: { color: colors.gain, width: 1.6 } },
        { id: 'runs', type: 'scatter', symbolSize: points.length > 200 ? 5 : 9, cursor: 'pointer', data: points.map((point) => ({ value: [point.time, point.value], point, itemStyle: { color: colors.teacher, opacity: 0.75 } })) },
      ],
    };
  }, [points, metric, colors]);
  return h(Chart, { option, height: 260, label: `${metric} over time, ${points.length} runs`, onEvents: { click: ({ data }) => data?.point && navigate(runPath(data.point.run.name)) } });
}

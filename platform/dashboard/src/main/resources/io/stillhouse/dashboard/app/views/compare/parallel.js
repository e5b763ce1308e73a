// Parameters and figures of all runs as parallel axes; a brush on an axis picks runs everywhere.
import { h, useMemo } from '../../vendor/preact.js';
import { Chart } from '../../charts/chart.js';
import { axis, baseOption, seriesLook, useColors } from '../../charts/theme.js';
import { metricTick } from '../../text/metric.js';
import { tick } from '../../text/number.js';
import { cellText } from '../../text/value.js';
import { Scroll } from '../../ui/scroll.js';

const MOST_AXES = 12;
const FIGURES = /^(student\.(accuracy|auc|meanAuc|nll|ece)|gapRecovered)$/;

/**
 * What becomes an axis: the runs' parameters that differ (those of their steps only where no other
 * does), then the headline figures.
 */
export function axesOf(comparison) {
  const own = (comparison.parameters ?? []).filter((row) => row.differs);
  const parameters = own.length ? own : (comparison.stepParameters ?? []).filter((row) => row.differs);
  const figures = (comparison.metrics ?? []).filter((row) => FIGURES.test(row.name));
  return [...parameters.slice(0, Math.max(1, MOST_AXES - figures.length)).map((row) => ({ ...row, metric: false })), ...figures.map((row) => ({ ...row, metric: true }))];
}

function dimension(row, i, colors) {
  const numeric = (row.cells ?? []).every((cell) => cell.number !== undefined || cell.text === undefined);
  const common = {
    dim: i, name: row.name, nameTextStyle: { color: colors.ink, fontSize: 11.5, width: 120, overflow: 'truncate' }, nameGap: 12,
    axisLine: { lineStyle: { color: colors.edge } }, axisTick: { show: false },
  };
  if (!numeric) return { ...common, type: 'category', data: [...new Set(row.cells.map((cell) => cellText(cell, String)))], axisLabel: { color: colors.soft, width: 90, overflow: 'truncate' } };
  const format = row.metric ? (value) => metricTick(row.name, value) : tick;
  return { ...common, type: 'value', scale: true, axisLabel: { color: colors.soft, formatter: format, hideOverlap: true } };
}

export function Parallel({ comparison, labels, onBrush }) {
  const colors = useColors();
  const axes = useMemo(() => axesOf(comparison), [comparison]);
  const option = useMemo(() => {
    const base = baseOption(colors);
    return {
      ...base,
      grid: undefined,
      parallel: { left: 50, right: 70, top: 40, bottom: 22, parallelAxisDefault: { areaSelectStyle: { width: 18, color: colors.student, opacity: 0.18, borderColor: colors.student } } },
      parallelAxis: axes.map((row, i) => dimension(row, i, colors)),
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ name }) => name },
      // One series for all: axes take their ranges from the first one.
      series: [{
        id: 'runs', type: 'parallel', smooth: 0.06, realtime: false, inactiveOpacity: 0.07, activeOpacity: 1, lineStyle: { width: 2, opacity: 0.85 }, emphasis: { lineStyle: { width: 4 } },
        data: labels.map((label, i) => ({
          name: label, lineStyle: { color: seriesLook(colors, i).color, type: seriesLook(colors, i).dash },
          value: axes.map((row) => { const cell = row.cells?.[i]; return cell?.number !== undefined ? Number(cell.number) : cell?.text ?? '-'; }),
        })),
      }],
    };
  }, [axes, labels.join(), colors]);
  if (axes.length < 2) return h('p', { class: 'soft' }, 'It takes two axes: a parameter that differs and a figure.');
  const brushed = (event, chart) => {
    const active = chart.getModel().getSeriesByIndex(0).getRawIndicesByActiveState('active');
    onBrush(active.length === labels.length || active.length === 0 ? null : new Set(active));
  };
  return h('div', null,
    h(Scroll, { label: 'Parallel axes' }, h('div', { style: { minWidth: `${axes.length * 104}px` } },
      h(Chart, { option, height: 340, label: `Parallel coordinates of ${axes.map((row) => row.name).join(', ')}`, onEvents: { axisareaselected: brushed } }))),
    h('p', { class: 'soft hint' }, 'Drag along an axis to pick runs; the curves follow. Click the axis to let go.'));
}

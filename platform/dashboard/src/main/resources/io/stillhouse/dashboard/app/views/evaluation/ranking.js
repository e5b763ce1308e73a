// ROC and precision-recall curves of a class, a line for each model.
import { h, useMemo, useState } from '../../vendor/preact.js';
import { axis, baseOption, seriesLook, useColors } from '../../charts/theme.js';
import { Chart } from '../../charts/chart.js';
import { decimal, num, wholePercent } from '../../text/number.js';

function square(colors, xTitle, yTitle, curves, told) {
  const base = baseOption(colors);
  const share = (title) => axis(colors, { type: 'value', min: 0, max: 1, interval: 0.25, name: title, nameLocation: 'middle', nameGap: 32, axisLabel: { formatter: wholePercent } });
  return {
    ...base,
    grid: { left: 50, right: 14, top: 10, bottom: 44 },
    tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ seriesName }) => seriesName },
    xAxis: { ...share(xTitle), nameGap: 26 }, yAxis: share(yTitle),
    series: curves.map((curve, i) => ({ id: String(i), name: told(curve), type: 'line', showSymbol: false, triggerLineEvent: true, data: curve.points, lineStyle: { width: 1.8, color: seriesLook(colors, i).color, type: seriesLook(colors, i).dash }, itemStyle: { color: seriesLook(colors, i).color }, emphasis: { focus: 'series' } })),
  };
}

export function Ranking({ curves }) {
  const colors = useColors();
  const classes = [...new Set(curves.map((curve) => curve.className))];
  const [chosen, setChosen] = useState(classes[0]);
  const shown = curves.filter((curve) => curve.className === chosen);
  const roc = useMemo(() => square(colors, 'false positive rate', 'true positive rate',
    shown.map((curve) => ({ ...curve, points: (curve.falsePositiveRate ?? []).map((x, i) => [num(x), num(curve.truePositiveRate?.[i] ?? 0)]) })),
    (curve) => `${curve.model}, AUC ${curve.auc === undefined ? 'not defined' : decimal(num(curve.auc), 4)}`), [curves, chosen, colors]);
  const recall = useMemo(() => square(colors, 'recall', 'precision',
    shown.map((curve) => ({ ...curve, points: (curve.recall ?? []).map((x, i) => [num(x), num(curve.precision?.[i] ?? 0)]) })),
    (curve) => `${curve.model}, average precision ${curve.averagePrecision === undefined ? 'not defined' : decimal(num(curve.averagePrecision), 4)}`), [curves, chosen, colors]);
  return h('div', null,
    h('label', { class: 'check-label' }, 'Class', h('select', { class: 'select', value: chosen, onChange: (event) => setChosen(event.currentTarget.value) }, classes.map((name) => h('option', { key: name, value: name }, name)))),
    h('ul', { class: 'legend legend-plain' }, shown.map((curve, i) => h('li', { key: curve.model }, h('span', { class: 'legend-line', style: { background: seriesLook(colors, i).color } }), `${curve.model}: AUC ${curve.auc === undefined ? '–' : decimal(num(curve.auc), 4)}, AP ${curve.averagePrecision === undefined ? '–' : decimal(num(curve.averagePrecision), 4)}`))),
    h('div', { class: 'two-columns' },
      h('figure', null, h('figcaption', null, 'ROC'), h(Chart, { option: roc, height: 300, label: `ROC curves of class ${chosen}` })),
      h('figure', null, h('figcaption', null, 'Precision and recall'), h(Chart, { option: recall, height: 300, label: `Precision-recall curves of class ${chosen}` }))));
}

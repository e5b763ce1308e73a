// What the branches of a student are worth: alone, together, and when one is left out.
import { h, useMemo } from '../../vendor/preact.js';
import { axis, baseOption, faded, useColors } from '../../charts/theme.js';
import { Chart } from '../../charts/chart.js';
import { num, percent, signed } from '../../text/number.js';
import { Scroll } from '../../ui/scroll.js';

export function Branches({ analysis }) {
  const colors = useColors();
  const { branches } = analysis;
  const ensemble = num(analysis.ensembleAccuracy ?? 0);
  const disagreement = (analysis.disagreement ?? []).map(num);
  const option = useMemo(() => {
    const base = baseOption(colors);
    const most = Math.max(...disagreement, 1e-9);
    return {
      ...base,
      grid: { ...base.grid, top: 8 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ data }) => `${branches[data.value[1]]} and ${branches[data.value[0]]}\ndiffer in ${percent(data.value[2])} of the images` },
      xAxis: axis(colors, { type: 'category', position: 'top', data: branches, axisLabel: { color: colors.ink, width: 90, overflow: 'truncate' }, splitLine: { show: false } }),
      yAxis: axis(colors, { type: 'category', inverse: true, data: branches, axisLabel: { color: colors.ink, width: 110, overflow: 'truncate' }, splitLine: { show: false } }),
      series: [{
        id: 'cells', type: 'heatmap',
        data: disagreement.map((value, i) => ({ value: [i % branches.length, Math.floor(i / branches.length), value], itemStyle: { color: faded(colors.plum, 0.06 + 0.45 * (value / most)), borderColor: colors.paper, borderWidth: 2 } })),
        label: { show: true, color: colors.ink, formatter: ({ data }) => (data.value[0] === data.value[1] ? '' : percent(data.value[2])) },
      }],
    };
  }, [analysis, colors]);
  return h('div', { class: 'two-columns' },
    h(Scroll, { label: `Branches of ${analysis.student}` }, h('table', { class: 'plain figures' },
      h('caption', null, `${analysis.student}: all branches together reach ${percent(ensemble)}`),
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Branch'), h('th', { scope: 'col', class: 'numeric' }, 'Alone'), h('th', { scope: 'col', class: 'numeric' }, 'Without it'), h('th', { scope: 'col', class: 'numeric' }, 'It adds'))),
      h('tbody', null, branches.map((name, i) => {
        const without = num(analysis.withoutBranchAccuracy?.[i]);
        return h('tr', { key: name }, h('th', { scope: 'row' }, name),
          h('td', { class: 'numeric' }, percent(num(analysis.branchAccuracy?.[i]))), h('td', { class: 'numeric' }, Number.isNaN(without) ? '–' : percent(without)),
          h('td', { class: 'numeric' }, Number.isNaN(without) ? '–' : `${signed((ensemble - without) * 100, 2)} points`));
      })))),
    branches.length > 1 && disagreement.length === branches.length ** 2 && h('figure', null, h('figcaption', null, 'Share of images on which two branches differ'),
      h(Chart, { option, height: 60 + branches.length * 44, label: `Disagreement of ${branches.length} branches` })));
}

// What is taken for what: one model's counts, or by how much two models differ.
import { h, useMemo } from '../../vendor/preact.js';
import { axis, baseOption, faded, useColors } from '../../charts/theme.js';
import { Chart } from '../../charts/chart.js';
import { count, num, signed } from '../../text/number.js';

const MOST = 60;

/** Confusion counts as rows, or null. */
export function confusionOf(model) {
  const cells = (model?.classification?.confusion ?? []).map(num);
  const size = Math.sqrt(cells.length);
  return size > 0 && Number.isInteger(size) ? Array.from({ length: size }, (_, row) => cells.slice(row * size, (row + 1) * size)) : null;
}

/** Row shares of a confusion: comparable between splits of different size. */
function shares(rows) {
  return rows.map((row) => { const sum = row.reduce((a, b) => a + b, 0); return row.map((cell) => (sum ? cell / sum : 0)); });
}

export function Confusion({ title, note, model, baseline, classes }) {
  const colors = useColors();
  const rows = confusionOf(model);
  const other = baseline ? confusionOf(baseline) : null;
  const size = Math.min(rows?.length ?? 0, MOST);
  const option = useMemo(() => {
    if (!rows) return {};
    const base = baseOption(colors);
    const a = shares(rows);
    const b = other && other.length === rows.length ? shares(other) : null;
    const names = classes.slice(0, size);
    const cells = [];
    let most = 1e-9;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const delta = b ? rows[row][column] - other[row][column] : rows[row][column];
        const weight = b ? a[row][column] - b[row][column] : a[row][column];
        if (b || row !== column) most = Math.max(most, Math.abs(weight));
        cells.push({ row, column, delta, weight });
      }
    }
    const cellColor = ({ row, column, delta }) => {
      if (!b) return row === column ? colors.scratch : colors.loss;
      const better = row === column ? delta > 0 : delta < 0;
      return better ? colors.gain : colors.loss;
    };
    return {
      ...base,
      grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ data }) => `${names[data.value[1]]} taken for ${names[data.value[0]]}\n${b ? `${signed(data.value[2], 0)} images` : `${count(data.value[2])} images`}` },
      xAxis: axis(colors, { type: 'category', position: 'top', data: names, axisLabel: { rotate: names.some((name) => name.length > 3) ? 45 : 0, color: colors.ink, width: 76, overflow: 'truncate', interval: size > 30 ? 'auto' : 0, fontSize: 11 }, splitLine: { show: false } }),
      yAxis: axis(colors, { type: 'category', inverse: true, data: names, axisLabel: { color: colors.ink, width: 84, overflow: 'truncate', interval: size > 30 ? 'auto' : 0, fontSize: 11 }, splitLine: { show: false } }),
      series: [{
        id: 'cells', type: 'heatmap',
        data: cells.map((cell) => ({
          value: [cell.column, cell.row, cell.delta],
          itemStyle: { color: faded(cellColor(cell), cell.delta === 0 ? 0.03 : !b && cell.row === cell.column ? 0.1 + 0.3 * cell.weight : 0.08 + 0.52 * Math.min(1, Math.abs(cell.weight) / most)), borderColor: colors.paper, borderWidth: 1 },
        })),
        label: { show: size <= 16, color: colors.ink, fontSize: 11, formatter: ({ data }) => (data.value[2] === 0 ? '' : b ? signed(data.value[2], 0) : count(data.value[2])) },
      }],
    };
  }, [model, baseline, colors]);
  if (!rows) return null;
  return h('figure', { class: 'confusion' },
    h('figcaption', null, h('strong', null, title)),
    h(Chart, { option, height: Math.min(620, 120 + size * 27), label: `${title}: rows are true classes, columns predicted ones` }),
    note && h('p', { class: 'soft' }, note, rows.length > MOST && ` The first ${MOST} classes are shown.`));
}

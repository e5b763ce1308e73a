// Score against cost: the Pareto front, and the lines of teacher and scratch to compare with.
import { h, useMemo } from '../../vendor/preact.js';
import { axis, baseOption, roleColor, seriesLook, useColors } from '../../charts/theme.js';
import { Chart } from '../../charts/chart.js';
import { latency, num, shortCount, tick } from '../../text/number.js';
import { Choice } from '../../ui/choice.js';

export const COSTS = {
  parameters: { title: 'Parameters', of: (model) => num(model.parameters), text: shortCount },
  macs: { title: 'MACs', of: (model) => num(model.macs), text: shortCount },
  latency: { title: 'Latency', of: (model) => num(model.latency?.p50Seconds), text: latency },
};

/** The points that no other beats at the same or a lower cost, the cheapest first. */
export function paretoFront(points) {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.score - a.score);
  const front = [];
  for (const point of sorted) {
    if (front.length === 0 || point.score > front.at(-1).score) front.push(point);
  }
  return front;
}

/** Points of the evaluations: all models of a single one, the students of several, teachers and scratch once each. */
function pointsFor(entries, cost, colors) {
  const several = entries.length > 1;
  const told = new Set();
  return entries.flatMap(({ cast, label, index }) => cast.wholeModels.flatMap((model) => {
    const spent = COSTS[cost].of(model);
    const score = cast.score(model);
    if (!(spent > 0) || !Number.isFinite(score)) return [];
    const own = model.role === 'STUDENT';
    const key = `${model.name} ${spent} ${score}`;
    if (several && !own && told.has(key)) return [];
    told.add(key);
    return [{
      name: several ? (own ? label : `${model.name}, ${label}`) : model.name, run: label, cost: spent, score, role: model.role, own,
      color: several && own ? seriesLook(colors, index).color : roleColor(colors, model.role),
    }];
  }));
}

/** Lines across the chart at the scores of the first run's teacher and scratch baseline. */
function referenceLines(entries, colors, [from, to]) {
  const { cast } = entries[0];
  return [['teacher', cast.teacher], ['scratch', cast.scratch]].filter(([, model]) => model && Number.isFinite(cast.score(model))).map(([part, model]) => ({
    id: `line ${part}`, type: 'line', silent: true, symbol: 'none', z: 1, tooltip: { show: false },
    lineStyle: { color: colors[part], type: 'dashed', width: 1.2 },
    data: [
      { value: [from, cast.score(model)], symbol: 'circle', symbolSize: 0.1, label: { show: true, position: [4, part === 'teacher' ? -16 : 4], formatter: `${model.name}${entries.length > 1 ? ' of the first run' : ''}`, color: colors[part], fontSize: 11.5, textBorderColor: colors.paper, textBorderWidth: 3 } },
      [to, cast.score(model)],
    ],
  }));
}

export function TradeOff({ entries, cost, onCost, onPick }) {
  const colors = useColors();
  const { cast } = entries[0];
  const points = useMemo(() => pointsFor(entries, cost, colors), [entries, cost, colors]);
  const option = useMemo(() => {
    const base = baseOption(colors);
    const front = paretoFront(points);
    const costs = points.map((point) => point.cost);
    const range = [Math.min(...costs) * 0.75, Math.max(...costs) * 1.35];
    const scoreTick = cast.multiLabel ? (value) => String(Number(value.toFixed(4))) : (value) => `${tick(value * 100)}%`;
    return {
      ...base,
      grid: { ...base.grid, top: 34, bottom: 26, right: 26 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ data }) => (data.point ? `${data.point.name}\n${cast.text(data.point.score)} at ${COSTS[cost].text(data.point.cost)}` : '') },
      xAxis: axis(colors, { type: 'log', name: `${COSTS[cost].title.toLowerCase()} (log scale)`, nameLocation: 'middle', nameGap: 26, min: range[0], max: range[1], axisLabel: { formatter: (value) => COSTS[cost].text(value) }, splitLine: { show: false } }),
      yAxis: axis(colors, { type: 'value', scale: true, name: cast.metric, nameTextStyle: { color: colors.soft, align: 'left' }, axisLabel: { formatter: scoreTick } }),
      series: [
        ...referenceLines(entries, colors, range),
        { id: 'front', type: 'line', step: 'end', silent: true, symbol: 'none', lineStyle: { color: colors.ink, width: 1.2, opacity: 0.45 }, data: front.map((point) => [point.cost, point.score]), tooltip: { show: false }, z: 1 },
        {
          id: 'models', type: 'scatter', symbolSize: (value, { data }) => (data.point.own ? 15 : 12), z: 3,
          data: points.map((point) => ({
            value: [point.cost, point.score], point,
            itemStyle: point.role === 'TEACHER_ENSEMBLE' ? { color: colors.paper, borderColor: point.color, borderWidth: 2.5 } : { color: point.color, borderColor: colors.paper, borderWidth: 1.5 },
          })),
          label: { show: true, position: [14, -9], formatter: ({ data }) => (entries.length === 1 || data.point.own ? data.point.name : ''), color: colors.ink, fontSize: 12, textBorderColor: colors.paper, textBorderWidth: 3 },
          labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
        },
      ],
    };
  }, [points, colors, cost]);
  return h('div', null,
    h(Choice, { label: 'Cost', value: cost, options: Object.entries(COSTS).map(([id, { title }]) => [id, title]), onChange: onCost }),
    points.length === 0
      ? h('p', { class: 'soft' }, 'No model tells this cost.')
      : h(Chart, { option, height: 380, label: `${cast.metric} against ${COSTS[cost].title}: ${points.slice(0, 12).map((point) => `${point.name} ${cast.text(point.score)} at ${COSTS[cost].text(point.cost)}`).join('; ')}`, onEvents: { click: ({ data }) => data?.point && onPick?.(data.point.run) } }));
}

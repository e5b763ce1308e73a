// Layer-wise hint loss over epochs: a row for each stage, a column for each epoch that it trained.
import { h, useMemo } from '../../vendor/preact.js';
import { getCurves } from '../../api/reports.js';
import { getRun } from '../../api/runs.js';
import { Chart } from '../../charts/chart.js';
import { axis, baseOption, faded, useColors } from '../../charts/theme.js';
import { useAsync } from '../../live/async.js';
import { num, scalar } from '../../text/number.js';
import { ErrorMessage, Loading } from '../../ui/message.js';

/** Validation losses by stage and epoch: stages follow one another, each with the same number of epochs. */
export function stagesOf(values, epochsPerStage) {
  const stages = [];
  values.forEach((value, i) => (stages[Math.floor(i / epochsPerStage)] ??= []).push(value));
  return stages;
}

async function load(name, signal) {
  const run = await getRun(name, signal);
  const steps = run.steps.filter((step) => step.step.component === 'hint-pretraining');
  if (steps.length === 0) return [];
  const { curves = [] } = await getCurves({ runs: [name], metrics: ['validation/loss'], steps: steps.map((step) => step.step.name), maxPoints: 5000 }, signal);
  return curves.map((curve) => {
    const step = steps.find((one) => one.step.name === curve.step);
    const epochs = Number(step.parameters?.epochsPerStage?.integerValue ?? 1);
    return { step: curve.step, stages: stagesOf((curve.values ?? []).map(num), Math.max(1, epochs)) };
  });
}

function Heatmap({ step, stages }) {
  const colors = useColors();
  const option = useMemo(() => {
    const base = baseOption(colors);
    const epochs = Math.max(...stages.map((stage) => stage.length));
    // Stages match maps of different size, so each is shaded by its own range.
    const cells = stages.flatMap((stage, row) => {
      const low = Math.min(...stage.filter(Number.isFinite));
      const high = Math.max(...stage.filter(Number.isFinite));
      return stage.map((value, column) => ({
        value: [column, row, value], itemStyle: { color: Number.isFinite(value) ? faded(colors.plum, 0.1 + 0.55 * (high > low ? (value - low) / (high - low) : 0.5)) : colors.loss, borderColor: colors.paper, borderWidth: 1 },
      }));
    });
    return {
      ...base,
      grid: { ...base.grid, top: 8, bottom: 22 },
      tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ data }) => `stage ${data.value[1] + 1}, epoch ${data.value[0] + 1}\nhint loss ${scalar(data.value[2])}` },
      xAxis: axis(colors, { type: 'category', name: 'epoch', nameLocation: 'middle', nameGap: 24, data: Array.from({ length: epochs }, (_, i) => i + 1), splitLine: { show: false } }),
      yAxis: axis(colors, { type: 'category', inverse: true, data: stages.map((_, i) => `stage ${i + 1}`), axisLabel: { color: colors.ink }, splitLine: { show: false } }),
      series: [{ id: 'cells', type: 'heatmap', data: cells, label: { show: epochs <= 14, color: colors.ink, fontSize: 11, formatter: ({ data }) => scalar(data.value[2]) } }],
    };
  }, [stages, colors]);
  return h('figure', null, h('figcaption', null, step), h(Chart, { option, height: 62 + stages.length * 34, label: `Hint loss of ${step}: ${stages.map((stage, i) => `stage ${i + 1} ends at ${scalar(stage.at(-1))}`).join(', ')}` }));
}

export function HintHeatmap({ run }) {
  const answer = useAsync((signal) => load(run, signal), [run]);
  if (answer.error) return h(ErrorMessage, { what: 'The hint losses cannot be read.', error: answer.error });
  if (!answer.data) return h(Loading, { what: 'hint losses' });
  if (answer.data.length === 0) return h('p', { class: 'soft' }, 'This run has no layer-wise pretraining.');
  return h('div', { class: 'two-columns' }, answer.data.map((one) => h(Heatmap, { key: one.step, ...one })));
}

// The learning curves of a run: a chart for each metric, a line for each step, growing while it trains.
import { h, useMemo, useState } from '../../vendor/preact.js';
import { isLossPart, LossParts } from '../../charts/loss-parts.js';
import { CurveChart } from '../../charts/curve-chart.js';
import { CurveControls, Legend } from '../../charts/curve-controls.js';
import { pointsOf } from '../../charts/points.js';
import { seriesLook, useColors } from '../../charts/theme.js';
import { useCurves } from '../../live/curves.js';
import { ErrorMessage, Loading } from '../../ui/message.js';

export function CurvesTab({ run, onPoints, query, update }) {
  const colors = useColors();
  const { curves, error, loading } = useCurves(run.summary.name, onPoints, true);
  const [hidden, setHidden] = useState(new Set());
  const steps = run.steps.map((step) => step.step.name).filter((name) => curves.some((curve) => curve.step === name));
  const over = query.over ?? 'step';
  const metrics = [...new Set(curves.map((curve) => curve.metric))].filter((metric) => !isLossPart(metric)).sort();
  const charts = useMemo(() => metrics.map((metric) => ({
    metric,
    series: curves.filter((curve) => curve.metric === metric && !hidden.has(curve.step)).map((curve) => ({
      id: curve.step, name: curve.step, index: steps.indexOf(curve.step), points: pointsOf(curve, over),
    })),
  })), [curves, hidden, over]);
  const decomposed = useMemo(() => steps.filter((step) => !hidden.has(step)).map((step) => ({
    step,
    parts: curves.filter((curve) => curve.step === step && isLossPart(curve.metric)).map((curve) => ({ metric: curve.metric, points: pointsOf(curve) })),
  })).filter(({ parts }) => parts.length > 0), [curves, hidden]);
  const toggle = (id) => { const next = new Set(hidden); if (!next.delete(id)) next.add(id); setHidden(next); };
  if (error && curves.length === 0) return h(ErrorMessage, { what: 'The curves cannot be read.', error });
  if (loading && curves.length === 0) return h(Loading, { what: 'curves' });
  if (curves.length === 0) return h('p', { class: 'soft' }, 'No step has told a metric yet.');
  return h('div', null,
    h(CurveControls, { query, update }),
    h(Legend, { entries: steps.map((step, i) => ({ id: step, name: step, color: seriesLook(colors, i).color })), hidden, onToggle: toggle }),
    h('div', { class: 'chart-grid' }, charts.map(({ metric, series }) => h(CurveChart, {
      key: metric, metric, series, over, log: query.log === '1', smoothing: Number(query.smooth ?? 0), group: 'run-curves',
    }))),
    decomposed.length > 0 && h('section', { 'aria-labelledby': 'loss-parts' },
      h('h3', { id: 'loss-parts' }, 'Loss decomposition'),
      h('div', { class: 'chart-grid' }, decomposed.map(({ step, parts }) => h(LossParts, { key: step, step, parts })))));
}

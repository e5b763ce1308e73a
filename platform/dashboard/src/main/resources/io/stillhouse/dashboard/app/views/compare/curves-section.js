// Curves of all runs over each other: one set of axes for each metric of a step, zoomed together.
import { h, useEffect, useMemo, useState } from '../../vendor/preact.js';
import { getCurves } from '../../api/reports.js';
import { getRun } from '../../api/runs.js';
import { CurveChart } from '../../charts/curve-chart.js';
import { CurveControls, Legend } from '../../charts/curve-controls.js';
import { pointsOf } from '../../charts/points.js';
import { seriesLook, useColors } from '../../charts/theme.js';
import { useAsync } from '../../live/async.js';
import { listOf } from '../../routing.js';
import { ErrorMessage, Loading } from '../../ui/message.js';

const FEW = 6;

/** The metrics that are shown when nobody has chosen any: results before losses, no schedules. */
function usual(names) {
  const rank = (name) => (/validation\/(accuracy|auc|meanAuc)/.test(name) ? 0 : /^validation\//.test(name) ? 1 : /loss/i.test(name) ? 2 : 3);
  return names.filter((name) => !/learningRate/.test(name)).sort((a, b) => rank(a) - rank(b)).slice(0, 3);
}

/** The step that a comparison is most likely about: the student's training. */
function usualStep(steps) {
  return steps.find((step) => /student|finetun/.test(step)) ?? steps.at(-1) ?? '';
}

export function CurvesSection({ names, labels, curveNames, shown, setShown, query, update }) {
  const colors = useColors();
  const first = useAsync((signal) => getRun(names[0], signal), [names[0]]);
  const metrics = query.curves ? listOf(query.curves) : usual(curveNames);
  const steps = (first.data?.steps ?? []).map((step) => step.step.name);
  const trained = (first.data?.steps ?? []).filter((step) => /train|tuning/.test(step.step.component)).map((step) => step.step.name);
  const step = query.step === 'all' ? '' : query.step || usualStep(trained.length ? trained : steps);
  const [points, setPoints] = useState(500);
  useEffect(() => { setPoints(Math.max(100, Math.min(1200, Math.round(innerWidth * devicePixelRatio * 0.45)))); }, []);
  const answer = useAsync(
    (signal) => (first.data && metrics.length ? getCurves({ runs: names, metrics, steps: step ? [step] : [], maxPoints: points }, signal) : Promise.resolve(null)),
    [names.join(), metrics.join(), step, first.data !== null, points],
  );
  const over = query.over ?? 'step';
  const charts = useMemo(() => {
    const groups = new Map();
    (answer.data?.curves ?? []).forEach((curve) => {
      const key = `${curve.step} ${curve.metric}`;
      const index = names.indexOf(curve.run);
      if (shown && !shown.has(index)) return;
      groups.set(key, [...(groups.get(key) ?? []), { id: curve.run, name: labels[index], index, points: pointsOf(curve, over) }]);
    });
    return [...groups].map(([key, series]) => ({ key, step: key.split(' ')[0], metric: key.slice(key.indexOf(' ') + 1), series }));
  }, [answer.data, shown, over, labels.join()]);
  const toggle = (name) => {
    const next = metrics.includes(name) ? metrics.filter((one) => one !== name) : [...metrics, name];
    update({ curves: next.join(',') });
  };
  const toggleRun = (index) => {
    const next = new Set(shown ?? names.map((_, i) => i));
    if (!next.delete(index)) next.add(index);
    setShown(next.size === names.length || next.size === 0 ? null : next);
  };
  return h('div', null,
    h(CurveControls, { query, update },
      h('label', null, 'Step', h('select', { class: 'select', value: step || 'all', onChange: (event) => update({ step: event.currentTarget.value }) },
        h('option', { value: 'all' }, 'all'), steps.map((name) => h('option', { key: name, value: name }, name))))),
    h('ul', { class: 'legend', 'aria-label': 'Metrics' }, curveNames.map((name) => h('li', { key: name }, h('button', { 'aria-pressed': String(metrics.includes(name)), class: 'metric-switch', onClick: () => toggle(name) }, name)))),
    h(Legend, { entries: names.map((name, i) => ({ id: i, name: labels[i], color: seriesLook(colors, i).color })), hidden: new Set(names.map((_, i) => i).filter((i) => shown && !shown.has(i))), onToggle: toggleRun }),
    answer.error && h(ErrorMessage, { what: 'The curves cannot be read.', error: answer.error }),
    !answer.data && answer.loading && h(Loading, { what: 'curves' }),
    charts.length === 0 && answer.data && h('p', { class: 'soft' }, `${step ? `Step ${step}` : 'No step'} has ${step ? 'none of' : ''} the chosen curves.`),
    h('div', { class: charts.length > 1 ? 'chart-grid' : '' }, charts.map(({ key, step: of, metric, series }) => h(CurveChart, {
      key, metric, title: `${of}: ${metric}`, series, over, log: query.log === '1', smoothing: Number(query.smooth ?? 0), group: 'compare-curves', height: charts.length > FEW ? 200 : 260, width: points,
    }))));
}

// What the losses of one run consist of, a picture for each step that tells.
import { h } from '../../vendor/preact.js';
import { getCurves } from '../../api/reports.js';
import { LossParts } from '../../charts/loss-parts.js';
import { pointsOf } from '../../charts/points.js';
import { useAsync } from '../../live/async.js';
import { ErrorMessage, Loading } from '../../ui/message.js';

/** More than a step tells: parts that were thinned one by one could not be stacked. */
const ALL_POINTS = 5000;

export function LossSection({ run, metrics }) {
  const answer = useAsync((signal) => (metrics.length ? getCurves({ runs: [run], metrics, maxPoints: ALL_POINTS }, signal) : Promise.resolve({})), [run, metrics.join()]);
  if (answer.error) return h(ErrorMessage, { what: 'The parts of the losses cannot be read.', error: answer.error });
  if (!answer.data) return h(Loading, { what: 'parts of losses' });
  const steps = new Map();
  for (const curve of answer.data.curves ?? []) {
    steps.set(curve.step, [...(steps.get(curve.step) ?? []), { metric: curve.metric, points: pointsOf(curve) }]);
  }
  if (steps.size === 0) return h('p', { class: 'soft' }, 'No step of this run has told what its loss consists of.');
  return h('div', { class: 'two-columns' }, [...steps].map(([step, parts]) => h(LossParts, { key: step, step, parts })));
}

import { h } from '../../vendor/preact.js';
import { previewArtifact } from '../../api/artifacts.js';
import { useAsync } from '../../live/async.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Branches } from '../evaluation/branches.js';
import { Ranking } from '../evaluation/ranking.js';

/** What only the predictions of a run tell: branches and ranking. */
export function BranchSection({ artifact }) {
  const answer = useAsync((signal) => previewArtifact(artifact, signal), [artifact]);
  if (answer.error) return h(ErrorMessage, { what: 'The predictions cannot be read.', error: answer.error });
  if (!answer.data) return h(Loading, { what: 'the predictions' });
  const { branches = [], rankingCurves = [] } = answer.data.metrics ?? {};
  return h('div', { class: 'stack' },
    branches.length === 0 ? h('p', { class: 'soft' }, 'Its student has no branches.') : branches.map((analysis) => h(Branches, { key: analysis.student, analysis })),
    rankingCurves.length > 0 && h('div', null, h('h3', null, 'ROC, precision and recall'), h(Ranking, { curves: rankingCurves })));
}

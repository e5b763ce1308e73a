// What a run came to: the report's verdict and charts, from the evaluation.
import { h, useMemo } from '../../vendor/preact.js';
import { previewArtifact } from '../../api/artifacts.js';
import { compareRuns } from '../../api/runs.js';
import { roleColor, useColors } from '../../charts/theme.js';
import { useAsync } from '../../live/async.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Branches } from '../evaluation/branches.js';
import { Cast } from '../evaluation/cast.js';
import { ClassGain } from '../evaluation/class-gain.js';
import { Confusion, confusionOf } from '../evaluation/confusion.js';
import { FourWay } from '../evaluation/four-way.js';
import { HeadlineSection } from '../evaluation/headline-section.js';
import { ModelsTable } from '../evaluation/models-table.js';
import { Ranking } from '../evaluation/ranking.js';
import { Reliability } from '../evaluation/reliability.js';
import { Section } from '../evaluation/section.js';
import { TradeOff } from '../evaluation/trade-off.js';

export function EvaluationView({ metrics, artifact, query, update }) {
  const colors = useColors();
  const cast = useMemo(() => new Cast(metrics.evaluation), [metrics]);
  const entries = useMemo(() => [{ cast, label: '', index: 0 }], [cast]);
  const { classes = [] } = metrics.evaluation;
  const reliable = [...new Set([cast.student, cast.scratch, cast.teacher, ...cast.wholeModels])].filter((model) => model?.classification?.reliability?.length).slice(0, 6);
  return h('div', null,
    h(HeadlineSection, { cast }),
    h(Section, { id: 'models', title: 'Models', lead: 'What each model gets right, and what it costs to run.' }, h(ModelsTable, { cast })),
    h(Section, { id: 'trade-off', title: 'Quality against cost', lead: 'Up and to the left is better. The stepped line is the Pareto front: no other model here is both as cheap and as good.' },
      h(TradeOff, { entries, cost: query.cost ?? 'parameters', onCost: (cost) => update({ cost }) })),
    h(Section, { id: 'agreement', title: 'Teacher and student, image by image', lead: `Fidelity is not accuracy: a student can do well without copying its teacher, and copy its mistakes as well.${cast.teacher ? ` Compared with ${cast.teacher.name}.` : ''}` },
      h(FourWay, { cast, artifact })),
    h(Section, { id: 'class-gain', title: 'Gain of each class' }, h(ClassGain, { entries })),
    confusionOf(cast.student) && h(Section, { id: 'confusion', title: 'What is taken for what', lead: 'Mistakes lie off the diagonal. Rows are true classes, columns predicted ones.' },
      h('div', { class: 'two-columns' },
        h(Confusion, { title: 'Student', model: cast.student, classes, note: 'Images by true and predicted class.' }),
        cast.scratch && h(Confusion, { title: 'Student less scratch', model: cast.student, baseline: cast.scratch, classes, note: 'Green is better (more right, fewer mistakes), red is worse.' }))),
    reliable.length > 0 && h(Section, { id: 'calibration', title: 'Can its confidence be believed?', lead: 'Bars on the diagonal: when the model says 80%, it is right 80% of the time. Below each diagram, how many images fall into each bin; bins of fewer than ten are pale.' },
      h('div', { class: 'thirds' }, reliable.map((model) => h(Reliability, { key: model.name, title: model.name, model, color: roleColor(colors, model.role) })))),
    metrics.branches?.length > 0 && h(Section, { id: 'branches', title: 'Branches', lead: 'What each branch is worth alone, and what the whole loses without it.' },
      metrics.branches.map((analysis) => h(Branches, { key: analysis.student, analysis }))),
    metrics.rankingCurves?.length > 0 && h(Section, { id: 'ranking', title: 'Ranking of each class' }, h(Ranking, { curves: metrics.rankingCurves })));
}

/** The evaluation comes from the comparison of the run with nobody; what the predictions tell comes after it. */
export function ResultTab({ artifact, run, query, update }) {
  const answer = useAsync((signal) => compareRuns({ runs: [run], readMask: 'evaluations' }, signal), [run, artifact]);
  const more = useAsync((signal) => previewArtifact(artifact, signal), [artifact]);
  const evaluation = (answer.data?.evaluations ?? []).find((one) => one.evaluation)?.evaluation ?? more.data?.metrics?.evaluation;
  const metrics = useMemo(() => (evaluation ? { ...more.data?.metrics, evaluation } : null), [evaluation, more.data]);
  if (metrics) return h(EvaluationView, { metrics, artifact, query, update });
  if (answer.error) return h(ErrorMessage, { what: 'The evaluation cannot be read.', error: answer.error });
  if (!answer.data || more.loading) return h(Loading, { what: 'the evaluation' });
  return h('p', { class: 'soft' }, (more.data?.problems ?? []).join(' ') || 'The artifact holds no evaluation.');
}

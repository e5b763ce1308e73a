// One run.
import { h, useEffect, useRef } from '../../vendor/preact.js';
import { useNow } from '../../live/clock.js';
import { useRun } from '../../live/run.js';
import { runName, runTitle } from '../../text/name.js';
import { ended } from '../../text/state.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Tabs } from '../../ui/tabs.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { ArtifactsTab } from './artifacts-tab.js';
import { CurvesTab } from './curves-tab.js';
import { LineageTab } from './lineage-tab.js';
import { ParametersTab } from './parameters-tab.js';
import { ResultTab } from './result-tab.js';
import { RunFailure } from './failure.js';
import { RunGraph } from './run-graph.js';
import { RunHead } from './run-head.js';
import { StepPanel } from './step-panel.js';
import { Timeline } from './timeline.js';

/** The step that somebody most likely looks for: what failed, else what is at work, else the last that ended. */
function interesting(run) {
  const of = (state) => run.steps.find((step) => step.state === state);
  const succeeded = run.steps.filter((step) => step.state === 'SUCCEEDED');
  return of('FAILED') ?? of('RUNNING') ?? of('CANCELED') ?? succeeded.at(-1) ?? run.steps[0];
}

function evaluationOf(run) {
  return run.steps.flatMap((step) => step.outputs ?? []).filter((output) => output.type === 'METRICS').map((output) => output.artifact);
}

export function RunView({ route }) {
  const [, pipeline, id] = route.path;
  const name = runName(pipeline, id);
  const { run, error, connected, onPoints, again } = useRun(name);
  const over = run ? ended(run.summary.state) : false;
  const now = useNow(over ? 30000 : 1000);
  const search = useRef(null);
  const { query, update } = route;

  useEffect(() => { document.title = `${run ? runTitle(run.summary) : id} · Stillhouse`; }, [run?.summary?.name]);

  const evaluations = run ? evaluationOf(run) : [];
  const step = run?.steps.find((one) => one.step.name === query.step) ?? (run?.steps.length ? interesting(run) : null);
  const tabs = [
    evaluations.length > 0 && { id: 'result', title: 'Result' },
    { id: 'step', title: step ? `Step ${step.step.name}` : 'Step' },
    { id: 'timeline', title: 'Timeline' },
    { id: 'curves', title: 'Curves' },
    { id: 'artifacts', title: 'Artifacts' },
    { id: 'lineage', title: 'Lineage' },
    { id: 'definition', title: 'Parameters and definition' },
  ].filter(Boolean);
  const tab = tabs.some((one) => one.id === query.tab) ? query.tab : query.step || evaluations.length === 0 ? 'step' : 'result';
  const select = (stepName) => update({ step: stepName, tab: 'step' });
  const moveStep = (by) => {
    if (!step) return;
    const at = run.steps.indexOf(step);
    const next = run.steps[Math.max(0, Math.min(run.steps.length - 1, at + by))];
    select(next.step.name);
  };
  useShortcuts({
    j: () => moveStep(1),
    k: () => moveStep(-1),
    '/': () => search.current?.focus(),
    ...Object.fromEntries(tabs.map((one, i) => [String(i + 1), () => update({ tab: one.id })])),
  });

  if (!run) {
    return h('main', { id: 'main', class: 'page', tabIndex: -1 },
      error ? h(ErrorMessage, { what: 'The run cannot be shown.', error, onRetry: again }) : h(Loading, { what: 'the run' }));
  }
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h(RunHead, { run, now, connected, again }),
    h(RunFailure, { run, onStep: select, again }),
    h(RunGraph, { run, selected: tab === 'step' ? step?.step.name : query.step, onSelect: select, now }),
    h(Tabs, { tabs, selected: tab, label: 'About the run', onSelect: (next) => update({ tab: next }) },
      tab === 'result' && h(ResultTab, { artifact: evaluations[0], run: run.summary.name, query, update }),
      tab === 'step' && step && h(StepPanel, { key: step.name, run, step, now, searchRef: search }),
      tab === 'timeline' && h(Timeline, { run, now, selected: query.step, onSelect: select }),
      tab === 'curves' && h(CurvesTab, { run, onPoints, query, update }),
      tab === 'artifacts' && h(ArtifactsTab, { run: run.summary.name, query, update, ended: over }),
      tab === 'lineage' && h(LineageTab, { run, query, update }),
      tab === 'definition' && h(ParametersTab, { run })));
}

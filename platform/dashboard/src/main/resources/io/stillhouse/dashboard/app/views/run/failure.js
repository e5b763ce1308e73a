// What failed, why, and what to do about it, before everything else.
import { h } from '../../vendor/preact.js';
import { resumeRun, retryRun } from '../../api/runs.js';
import { navigate } from '../../routing.js';
import { failedSteps, failureWord, whatToDo } from '../../text/failure.js';
import { runPath } from '../../text/name.js';
import { plural } from '../../text/number.js';
import { Icon } from '../../ui/icon.js';
import { toast } from '../../ui/toast.js';

export function StepFailure({ error }) {
  return h('div', { class: 'failure' },
    h('p', null, h('span', { class: 'tag tag-error' }, failureWord(error.errorClass)), ' ', h('strong', null, error.message)),
    h('p', null, whatToDo(error.errorClass)),
    error.detail && h('details', null, h('summary', null, 'Its last words'), h('pre', { class: 'output', tabIndex: 0 }, error.detail)));
}

export function RunFailure({ run, onStep, again }) {
  const tell = (what, done) => async () => {
    try {
      done(await what());
    } catch (error) {
      toast((error.sentences ?? [error.message]).join(' '), 'error');
    }
  };
  if (run.interrupted) {
    return h('div', { class: 'message' }, h(Icon, { name: 'warning' }), h('div', null,
      h('strong', null, 'Nobody is at work on this run.'),
      h('p', null, 'The process that carried it out is gone. Its steps may still be at work; “Resume” adopts them and goes on.'),
      h('button', { class: 'button button-primary', onClick: tell(() => resumeRun(run.summary.name), again) }, 'Resume')));
  }
  const failed = failedSteps(run);
  if (failed.length === 0) return null;
  const blocked = run.steps.filter((step) => step.blockedBy?.length).length;
  return h('div', { class: 'message message-error', role: 'region', 'aria-label': 'What failed' }, h(Icon, { name: 'warning' }), h('div', null,
    h('strong', null, `${failed.length === 1 ? `Step ${failed[0].step.name} failed` : `${failed.length} steps failed`}${blocked ? `; ${plural(blocked, 'step')} could not run for want of ${failed.length === 1 ? 'it' : 'them'}` : ''}.`),
    failed.slice(0, 5).map((step) => h('div', { key: step.name, class: 'failed-step' },
      failed.length > 1 && h('h3', null, step.step.name),
      step.error && h(StepFailure, { error: step.error }),
      h('div', { class: 'actions' },
        h('button', { class: 'button button-small', onClick: () => onStep(step.step.name) }, 'Log and details'),
        h('button', { class: 'button button-small', onClick: tell(() => retryRun(run.summary.name, step.step.name), (created) => navigate(runPath(created.summary.name))) }, `Repeat from ${step.step.name} on`)))),
    failed.length > 5 && h('p', { class: 'soft' }, `and ${failed.length - 5} more, marked in the graph`)));
}

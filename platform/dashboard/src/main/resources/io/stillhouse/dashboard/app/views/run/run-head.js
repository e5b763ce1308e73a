// Which run this is, how it stands, and what can be done with it.
import { h, useState } from '../../vendor/preact.js';
import { cancelRun, deleteRun, pinRun, resumeRun } from '../../api/runs.js';
import { href, navigate } from '../../routing.js';
import { ended } from '../../text/state.js';
import { runPath, runTitle } from '../../text/name.js';
import { plural, wholePercent } from '../../text/number.js';
import { ago, duration, instant, moment, span } from '../../text/time.js';
import { Dialog } from '../../ui/dialog.js';
import { Icon } from '../../ui/icon.js';
import { Promote } from '../alias/decisions.js';
import { RunAliases } from './run-aliases.js';
import { StateBadge } from '../../ui/state-badge.js';
import { toast } from '../../ui/toast.js';

function Fact({ name, children, title }) {
  return h('div', { title }, h('dt', null, name), h('dd', null, children));
}

function Facts({ run, now }) {
  const { summary } = run;
  const created = instant(summary.createTime);
  const start = instant(summary.startTime);
  const end = instant(summary.endTime);
  const left = span(run.remaining);
  const cached = run.steps.filter((step) => step.cached).length;
  const labels = Object.entries(summary.labels ?? {}).filter(([key]) => key !== 'name');
  return h('dl', { class: 'facts' },
    h(Fact, { name: 'Created', title: moment(created) }, ago(created, now)),
    start !== null && h(Fact, { name: end === null ? 'Running for' : 'Took' }, duration((end ?? now) - start)),
    end === null && h(Fact, { name: 'Progress' }, wholePercent(Number(summary.progress ?? 0))),
    end === null && left !== null && h(Fact, { name: 'Still to go' }, `about ${duration(left)}`),
    h(Fact, { name: 'Steps' }, `${run.steps.filter((step) => ended(step.state)).length} of ${run.steps.length}${cached ? `, ${cached} from the cache` : ''}`),
    h(Fact, { name: 'Experiment' }, h('a', { href: href(['experiments', summary.experiment]) }, summary.experiment)),
    run.backend && h(Fact, { name: 'Runs on' }, [run.backend.launcher, run.backend.runner !== 'direct' && run.backend.runner].filter(Boolean).join(', ')),
    summary.retryOf && h(Fact, { name: 'Repeats' }, h('a', { href: href(runPath(summary.retryOf)) }, runPath(summary.retryOf)[2]), run.retryFrom && ` from ${run.retryFrom} on`),
    labels.length > 0 && h(Fact, { name: plural(labels.length, 'label') }, labels.map(([key, value]) => h('a', { class: 'tag', key, href: href(['runs'], { label: `${key}:${value}` }) }, `${key}: ${value}`))));
}

export function RunHead({ run, now, connected, again }) {
  const { summary } = run;
  const [asked, setAsked] = useState(null);
  const [round, setRound] = useState(0);
  const act = (what, done) => async () => {
    setAsked(null);
    try {
      await what();
      toast(done);
      if (done === 'Deleted.') navigate(['runs']);
      else again();
    } catch (error) {
      toast((error.sentences ?? [error.message]).join(' '), 'error');
    }
  };
  const over = ended(summary.state);
  const resumable = run.interrupted || summary.state === 'FAILED' || summary.state === 'CANCELED';
  return h('div', { class: 'run-head' },
    h('nav', { class: 'crumbs', 'aria-label': 'Where this is' },
      h('a', { href: href(['runs']) }, 'Runs'),
      h('a', { href: href(['runs'], { pipeline: summary.pipeline }) }, summary.pipeline)),
    h('div', { class: 'page-head' },
      h('h1', null, runTitle(summary)),
      h(StateBadge, { state: summary.state }),
      h(RunAliases, { run: summary.name, experiment: summary.experiment, round }),
      !over && h('span', { class: connected ? 'live live-on' : 'live' }, connected ? 'live' : 'not connected'),
      h('div', { class: 'actions' },
        !over && !run.interrupted && summary.state !== 'CANCELING' && h('button', { class: 'button button-danger', onClick: () => setAsked('cancel') }, h(Icon, { name: 'stop' }), 'Cancel'),
        resumable && h('button', { class: 'button button-primary', onClick: act(() => resumeRun(summary.name), 'The run goes on.') }, h(Icon, { name: 'play' }), 'Resume'),
        summary.state === 'SUCCEEDED' && h('button', { class: 'button', onClick: () => setAsked('promote') }, 'Promote'),
        h('a', { class: 'button', href: href(['launch'], { run: runPath(summary.name).slice(1).join('/') }) }, 'Launch again'),
        h('a', { class: 'button', href: href(['compare'], { runs: runPath(summary.name).slice(1).join('/') }) }, h(Icon, { name: 'compare' }), 'Compare'),
        h('button', { class: 'button', 'aria-pressed': String(Boolean(summary.pinned)), onClick: act(() => pinRun(summary.name, !summary.pinned), summary.pinned ? 'Not pinned any more: gc may delete it.' : 'Pinned: gc keeps it.') }, h(Icon, { name: 'pin' }), summary.pinned ? 'Unpin' : 'Pin'),
        over && !summary.pinned && h('button', { class: 'button button-danger', onClick: () => setAsked('delete') }, 'Delete'))),
    runTitle(summary) !== summary.runId && h('p', { class: 'soft mono' }, summary.runId),
    h(Facts, { run, now }),
    asked === 'cancel' && h(Dialog, { title: 'Cancel this run?', onClose: () => setAsked(null), actions: [
      h('button', { class: 'button', onClick: () => setAsked(null) }, 'Let it run'),
      h('button', { class: 'button button-danger', onClick: act(() => cancelRun(summary.name), 'The run is told to stop.') }, 'Cancel the run'),
    ] }, h('p', null, 'Steps that are at work write a checkpoint and stop. What has succeeded stays, and the run can be resumed.')),
    asked === 'promote' && h(Promote, { experiment: summary.experiment, run: summary.name, onClose: () => setAsked(null), onDone: () => { setAsked(null); setRound(round + 1); } }),
    asked === 'delete' && h(Dialog, { title: 'Delete this run?', onClose: () => setAsked(null), actions: [
      h('button', { class: 'button', onClick: () => setAsked(null) }, 'Keep it'),
      h('button', { class: 'button button-danger', onClick: act(() => deleteRun(summary.name), 'Deleted.') }, 'Delete the run'),
    ] }, h('p', null, 'Its records, logs and artifacts are deleted; artifacts that the cache or other runs still use stay. This cannot be undone.')));
}

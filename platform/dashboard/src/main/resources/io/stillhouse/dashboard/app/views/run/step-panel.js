// One step: how it went, why it ran or did not, what it was given and made, its log.
import { h, useState } from '../../vendor/preact.js';
import { href } from '../../routing.js';
import { runPath } from '../../text/name.js';
import { metricText } from '../../text/metric.js';
import { bytes, count, decimal, wholePercent } from '../../text/number.js';
import { failureWord } from '../../text/failure.js';
import { duration, instant, moment, span } from '../../text/time.js';
import { PHASES, PHASES_NOW, share } from '../../text/step.js';
import { valueText } from '../../text/value.js';
import { StateBadge } from '../../ui/state-badge.js';
import { StepFailure } from './failure.js';
import { LogView } from './log-view.js';
import { Scroll } from '../../ui/scroll.js';

function Phases({ attempt, now }) {
  const phases = attempt.phases ?? [];
  if (phases.length === 0) return null;
  return phases.map((phase) => {
    const from = instant(phase.startTime);
    const to = instant(phase.endTime);
    return `${(to === null ? PHASES_NOW : PHASES)[phase.phase] ?? ''} ${duration((to ?? now) - from)}`;
  }).join(', ');
}

function Attempts({ step, now, chosen, onChoose }) {
  return h(Scroll, { label: 'Attempts' }, h('table', { class: 'plain attempts' },
    h('caption', { class: 'hidden-text' }, 'Attempts'),
    h('thead', null, h('tr', null, ['Attempt', 'Started', 'Took', 'Where the time went', 'End'].map((title) => h('th', { scope: 'col', key: title }, title)))),
    h('tbody', null, step.attempts.map((attempt) => {
      const start = instant(attempt.startTime);
      const end = instant(attempt.endTime);
      return h('tr', { key: attempt.name },
        h('th', { scope: 'row' }, step.attempts.length > 1
          ? h('button', { class: 'link-button', 'aria-pressed': String(attempt.number === chosen), onClick: () => onChoose(attempt.number) }, `${attempt.number}${attempt.number === chosen ? ' (shown)' : ''}`)
          : attempt.number),
        h('td', null, moment(start)),
        h('td', null, start === null ? '' : duration((end ?? now) - start)),
        h('td', { class: 'break' }, h(Phases, { attempt, now })),
        h('td', { class: 'break' }, attempt.error ? `${failureWord(attempt.error.errorClass)}: ${attempt.error.message}` : end === null ? 'at work' : `exit code ${attempt.exitCode ?? 0}`));
    }))));
}

function Facts({ entries }) {
  return h('dl', { class: 'pairs' }, entries.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value))));
}

function Ports({ title, ports, run }) {
  if (!ports?.length) return null;
  return h('section', null, h('h3', null, title), h('ul', { class: 'ports' }, ports.map((port) => h('li', { key: port.artifact },
    h('a', { href: href(runPath(run), { tab: 'artifacts', artifact: port.artifact }) }, port.port),
    h('span', { class: 'soft' }, ` ${port.type?.toLowerCase().replace('_', ' ') ?? ''}${port.producer ? ` from ${port.producer}` : ''}`),
    h('code', { class: 'digest', title: port.digest }, (port.digest ?? '').slice(0, 12))))));
}

export function StepPanel({ run, step, now, searchRef }) {
  const attempts = step.attempts ?? [];
  const last = attempts.at(-1)?.number ?? 0;
  const [chosen, setChosen] = useState(null);
  const shown = attempts.find((attempt) => attempt.number === chosen) ?? attempts.at(-1);
  const done = share(step);
  const left = span(step.remaining);
  const metrics = Object.entries(step.metrics ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const parameters = Object.entries(step.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const keyParts = Object.entries(step.cacheKeyParts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return h('div', { class: 'step' },
    h('div', { class: 'step-head' },
      h('h2', null, step.step.name),
      h(StateBadge, { state: step.state, cached: step.cached }),
      h('span', { class: 'soft' }, `${step.step.component}${step.step.item ? `, item ${step.step.item}` : ''}`),
      step.resources && h('span', { class: 'soft' }, [
        `${decimal(Number(step.resources.cpuMillis ?? 0) / 1000, 1)} cores`, bytes(Number(step.resources.memoryBytes ?? 0)),
        Number(step.resources.gpus ?? 0) > 0 && `${step.resources.gpus} GPU`,
      ].filter(Boolean).join(', '))),
    step.state === 'RUNNING' && h('div', { class: 'step-progress' },
      h('progress', { 'aria-label': 'Progress', max: 1, value: done ?? undefined }),
      h('span', null, [step.progress?.stage, done !== null && wholePercent(done), step.progress?.total && `${count(Number(step.progress.done ?? 0))} of ${count(Number(step.progress.total))} ${step.progress.unit ?? ''}`, left !== null && `about ${duration(left)} left`].filter(Boolean).join(' · ') || 'at work')),
    step.error && h('div', { class: 'message message-error' }, h('div', null, h(StepFailure, { error: step.error }))),
    step.reason && h('p', { class: 'reason' }, h('strong', null, step.state === 'SKIPPED' ? 'Why it was skipped: ' : 'Cache: '), step.reason,
      step.cachedFrom && h('span', null, ' (', h('a', { href: href(runPath(step.cachedFrom)) }, runPath(step.cachedFrom)[2]), ')')),
    step.blockedBy?.length > 0 && h('p', null, 'Blocked by ', step.blockedBy.map((name, i) => [i > 0 && ', ', h('a', { href: href(runPath(run.summary.name), { step: name }) }, name)])),
    attempts.length > 0 && h(Attempts, { step, now, chosen: shown.number, onChoose: setChosen }),
    h('div', { class: 'step-columns' },
      metrics.length > 0 && h('section', null, h('h3', null, 'Results'), h(Facts, { entries: metrics.map(([name, value]) => [name, metricText(name, Number(value))]) })),
      parameters.length > 0 && h('section', null, h('h3', null, 'Parameters'), h(Facts, { entries: parameters.map(([name, value]) => [name, valueText(value)]) })),
      h(Ports, { title: 'Inputs', ports: step.inputs, run: run.summary.name }),
      h(Ports, { title: 'Outputs', ports: step.outputs, run: run.summary.name }),
      keyParts.length > 0 && h('details', { class: 'cache-key' }, h('summary', null, 'What the cache key is made of'), h(Facts, { entries: keyParts.map(([name, value]) => [name, h('code', { class: 'digest', title: value }, value.length > 24 ? `${value.slice(0, 20)}…` : value)]) }))),
    shown && !step.cached && h('section', { class: 'step-log' }, h('h3', null, `Log${last > 1 ? ` of attempt ${shown.number}` : ''}`), h(LogView, { key: shown.name, attempt: shown.name, searchRef })),
    attempts.length === 0 && !step.cached && step.state === 'PENDING' && h('p', { class: 'soft' }, step.step.upstream?.length ? `It begins when ${step.step.upstream.join(', ')} ${step.step.upstream.length === 1 ? 'has' : 'have'} ended.` : 'It has not begun.'));
}

// When each step waited, started and worked, on one scale.
import { h } from '../../vendor/preact.js';
import { duration, instant } from '../../text/time.js';
import { PHASES } from '../../text/step.js';
import { StateBadge } from '../../ui/state-badge.js';

const KINDS = Object.keys(PHASES);

function spansOf(step, now) {
  return (step.attempts ?? []).flatMap((attempt) => {
    const phases = attempt.phases?.length
      ? attempt.phases
      : [{ phase: 'WORKING', startTime: attempt.startTime, endTime: attempt.endTime }];
    return phases
      .map((phase) => ({ kind: phase.phase ?? 'WORKING', attempt: attempt.number, from: instant(phase.startTime), to: instant(phase.endTime) ?? now, failed: Boolean(attempt.error) }))
      .filter((span) => span.from !== null);
  });
}

/** A length of time that divides the whole into four to eight parts. */
function niceInterval(total) {
  const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 86400].map((seconds) => seconds * 1000);
  return steps.find((step) => total / step <= 7) ?? Math.ceil(total / 6 / 86400000) * 86400000;
}

export function Timeline({ run, now, selected, onSelect }) {
  const rows = run.steps.map((step) => ({ step, spans: spansOf(step, now) }));
  const all = rows.flatMap((row) => row.spans);
  if (all.length === 0) return h('p', { class: 'soft' }, 'No step has begun.');
  const from = Math.min(...all.map((span) => span.from));
  const to = Math.max(...all.map((span) => span.to), from + 1000);
  const place = (at) => ((at - from) / (to - from)) * 100;
  const interval = niceInterval(to - from);
  const ticks = Array.from({ length: Math.floor((to - from) / interval) + 1 }, (_, i) => i * interval).filter((at) => at / (to - from) < 0.94);
  return h('div', { class: 'timeline', role: 'group', 'aria-label': 'When each step was at work' },
    h('ul', { class: 'keys' }, KINDS.map((kind) => h('li', { key: kind }, h('span', { class: `span-key span-${kind.toLowerCase()}` }), PHASES[kind]))),
    h('div', { class: 'timeline-axis', 'aria-hidden': 'true' }, ticks.map((at) => h('span', { key: at, style: { left: `${place(from + at)}%` } }, at === 0 ? '0' : duration(at)))),
    h('ul', { class: 'timeline-rows' }, rows.map(({ step, spans }) => {
      const parts = KINDS.map((kind) => [kind, spans.filter((span) => span.kind === kind).reduce((sum, span) => sum + span.to - span.from, 0)]).filter(([, time]) => time > 0);
      const words = step.cached ? 'from the cache' : parts.map(([kind, time]) => `${PHASES[kind]} ${duration(time)}`).join(', ');
      return h('li', { key: step.name, class: step.step.name === selected ? 'chosen' : '' },
        h('button', { class: 'timeline-name', onClick: () => onSelect(step.step.name) }, h(StateBadge, { state: step.state, cached: step.cached, short: true }), h('span', null, step.step.name)),
        h('div', { class: 'timeline-track', title: words },
          h('span', { class: 'hidden-text' }, words),
          spans.map((span, i) => h('span', {
            key: i, class: `span span-${span.kind.toLowerCase()} ${span.failed && span.kind === 'WORKING' ? 'span-failed' : ''}`,
            style: { left: `${place(span.from)}%`, width: `${Math.max(0.15, place(span.to) - place(span.from))}%` },
          })),
          step.cached && h('span', { class: 'timeline-note', style: { left: `${place(instant(step.endTime) ?? from)}%` } }, 'cache')));
    })));
}

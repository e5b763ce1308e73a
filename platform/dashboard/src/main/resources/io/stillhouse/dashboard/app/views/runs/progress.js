import { h } from '../../vendor/preact.js';
import { wholePercent } from '../../text/number.js';
import { duration, instant } from '../../text/time.js';
import { ended } from '../../text/state.js';

/** How long a run took, or how far it is. */
export function RunTime({ run, now }) {
  const start = instant(run.startTime);
  const end = instant(run.endTime);
  if (ended(run.state)) return h('span', null, start === null || end === null ? '–' : duration(end - start));
  const progress = Number(run.progress ?? 0);
  return h('span', { class: 'run-time' },
    h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', { class: 'bar-fill', style: { width: `${progress * 100}%` } })),
    h('span', null, `${wholePercent(progress)}${start === null ? '' : `, ${duration(now - start)}`}`));
}

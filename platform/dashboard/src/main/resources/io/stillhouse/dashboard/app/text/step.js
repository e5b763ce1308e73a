// Times of a step: when it worked, how long, how far it is.
import { instant, span } from './time.js';

export function startOf(step) {
  return instant(step.attempts?.[0]?.startTime) ?? instant(step.readyTime);
}

/** Milliseconds from the first attempt's start to the end, or to now. */
export function elapsed(step, now) {
  const start = startOf(step);
  if (start === null || step.cached) return null;
  const end = instant(step.endTime);
  return (end ?? now) - start;
}

/** The share that is done, 0 to 1, or null when the step does not tell. */
export function share(step) {
  const total = Number(step.progress?.total ?? 0);
  return total > 0 ? Math.min(1, Number(step.progress.done ?? 0) / total) : null;
}

/** Milliseconds that the step will probably still take, or null. */
export function remaining(step) {
  return span(step.remaining);
}

/** What a step did before its first point of work: what it waited for. */
export function currentPhase(step) {
  const attempt = step.attempts?.at(-1);
  return attempt?.phases?.find((phase) => !phase.endTime)?.phase ?? null;
}

export const PHASES = {
  QUEUED: 'waited for room',
  STARTING: 'started',
  WORKING: 'worked',
  ENDING: 'ended',
};

export const PHASES_NOW = {
  QUEUED: 'waits for room',
  STARTING: 'starts',
  WORKING: 'works',
  ENDING: 'ends',
};

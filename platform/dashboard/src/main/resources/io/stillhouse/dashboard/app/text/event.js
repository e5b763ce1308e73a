// What became of an event of a trigger, and where it came from.
import { stateMark, stateWord } from './state.js';

const STATES = {
  EVENT_PENDING: { word: 'waits', mark: 'pending' },
  EVENT_STARTING: { word: 'starting', mark: 'pending' },
  EVENT_STARTED: { word: 'running', mark: 'running' },
  EVENT_SKIPPED: { word: 'skipped', mark: 'skipped' },
  EVENT_FAILED: { word: 'not started', mark: 'failed' },
};

/** The word and the mark of an event: once its run has ended, those of the run. */
export function eventState(event) {
  if (event.state === 'EVENT_ENDED') {
    return event.runState ? { word: stateWord(event.runState), mark: stateMark(event.runState) } : { word: 'ended', mark: 'canceled' };
  }
  return STATES[event.state] ?? { word: 'not known', mark: 'pending' };
}

/** Whether a run was made for it: the name of one that could not be made stands there as well. */
export const hasRun = (event) => Boolean(event.run) && event.state !== 'EVENT_FAILED' && event.state !== 'EVENT_STARTING';

export const CAUSES = { SCHEDULE: 'schedule', WEBHOOK: 'webhook', MANUAL: 'by hand' };

export const POLICIES = {
  CONCURRENCY_QUEUE: { word: 'queue', detail: (trigger) => `at most ${trigger.maxQueued ?? 0} events wait`, sentence: (trigger) => `Events wait for their turn, at most ${trigger.maxQueued ?? 0} of them.` },
  CONCURRENCY_REPLACE: { word: 'replace', detail: () => 'the run is canceled', sentence: () => 'A new event has the run canceled and starts once it has ended; of several that wait only the newest starts.' },
  CONCURRENCY_SKIP: { word: 'skip', detail: () => 'an event starts nothing', sentence: () => 'A new event starts nothing.' },
};

export const shortEvent = (name) => name.split('/').at(-1).slice(0, 12);

/** A reason in pieces: text, and the names of runs (`{run}`) and events (`{event}`) in it. */
export function reasonPieces(reason) {
  return (reason ?? '').split(/(pipelines\/[a-z0-9-]+\/runs\/[a-z0-9-]+|triggers\/[a-z0-9-]+\/events\/[0-9a-f]{64})/).filter(Boolean).map((piece) => {
    if (/^pipelines\/[^ ]+\/runs\/[^ ]+$/.test(piece)) return { run: piece };
    return /^triggers\/[^ ]+\/events\/[0-9a-f]{64}$/.test(piece) ? { event: shortEvent(piece) } : piece;
  });
}

/** A schedule as its expression and its time zone. */
export function scheduleParts(schedule) {
  const at = (schedule ?? '').lastIndexOf(' ');
  return at < 0 ? null : { expression: schedule.slice(0, at), zone: schedule.slice(at + 1) };
}

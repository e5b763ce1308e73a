// States of runs and steps: their words, and the order in which they matter.
export const STATES = {
  RUNNING: { word: 'running', mark: 'running' },
  CANCELING: { word: 'canceling', mark: 'running' },
  PENDING: { word: 'pending', mark: 'pending' },
  FAILED: { word: 'failed', mark: 'failed' },
  SUCCEEDED: { word: 'succeeded', mark: 'succeeded' },
  CANCELED: { word: 'canceled', mark: 'canceled' },
  SKIPPED: { word: 'skipped', mark: 'skipped' },
};

export function ended(state) {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELED' || state === 'SKIPPED';
}

export function stateWord(state, cached = false) {
  if (cached && state === 'SUCCEEDED') return 'from the cache';
  return STATES[state]?.word ?? 'pending';
}

export function stateMark(state, cached = false) {
  if (cached && state === 'SUCCEEDED') return 'cached';
  return STATES[state]?.mark ?? 'pending';
}

// A run as it is now, followed until it has ended.
import { useEffect, useRef, useState } from '../vendor/preact.js';
import { watchRun } from '../api/runs.js';

/** One answer of the stream put into what is known. */
export function applyChange(run, message) {
  if (message.run) return message.run;
  if (!run) return run;
  const changed = new Map((message.steps ?? []).map((step) => [step.name, step]));
  return {
    ...run,
    summary: message.summary ?? run.summary,
    steps: changed.size ? run.steps.map((step) => changed.get(step.name) ?? step) : run.steps,
    remaining: message.remaining ?? (message.summary ? undefined : run.remaining),
  };
}

/** `{run, error, connected, onPoints, again}`; `again` follows a run anew that goes on after its end. */
export function useRun(name) {
  const [state, setState] = useState({ run: null, error: null, connected: true });
  const [generation, setGeneration] = useState(0);
  const listeners = useRef(new Set());
  useEffect(() => {
    setState((before) => ({ run: before.run?.summary?.name === name ? before.run : null, error: null, connected: true }));
    return watchRun(
      name,
      (message) => {
        setState((before) => ({ run: applyChange(before.run, message), error: null, connected: true }));
        if (message.points?.length) listeners.current.forEach((listener) => listener(message.points));
      },
      (connected, error) => setState((before) => ({ ...before, connected, error: connected ? null : error ?? null })),
    );
  }, [name, generation]);
  const onPoints = (listener) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  };
  return { ...state, onPoints, again: () => setGeneration((before) => before + 1) };
}

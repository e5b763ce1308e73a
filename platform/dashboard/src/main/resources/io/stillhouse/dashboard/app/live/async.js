import { useEffect, useState } from '../vendor/preact.js';

/**
 * What a request answers: `{data, error, loading}`. The answer of an earlier request is kept while
 * the next one is under way, and a request that is not wanted any more is aborted.
 */
export function useAsync(ask, dependencies) {
  const [state, setState] = useState({ data: null, error: null, loading: true });
  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    Promise.resolve(ask(controller.signal)).then(
      (data) => !controller.signal.aborted && setState({ data, error: null, loading: false }),
      (error) => !controller.signal.aborted && setState((before) => ({ data: before.data, error, loading: false })),
    );
    return () => controller.abort();
  }, dependencies);
  return state;
}

// Curves of a run that grow while its steps work.
import { useEffect, useRef, useState } from '../vendor/preact.js';
import { getCurves } from '../api/reports.js';

const MOST = 1000;

/** Appends new points of one step; a point that is already there is not told twice. */
export function append(curves, news) {
  const grown = new Map(curves.map((curve) => [`${curve.step} ${curve.metric}`, curve]));
  for (const { step, points } of news) {
    for (const point of points ?? []) {
      const key = `${step} ${point.name}`;
      const at = Number(point.step ?? 0);
      const curve = grown.get(key) ?? { step, metric: point.name, steps: [], times: [], values: [], totalPoints: 0 };
      if (curve.steps.length && Number(curve.steps.at(-1)) >= at) continue;
      if (curves.includes(curve) || !grown.has(key)) {
        grown.set(key, { ...curve, steps: [...curve.steps], times: [...(curve.times ?? [])], values: [...curve.values] });
      }
      const copy = grown.get(key);
      copy.steps.push(at);
      copy.values.push(Number(point.value ?? 0));
      copy.times.push(Date.now());
    }
  }
  return [...grown.values()];
}

export function useCurves(run, onPoints, wanted) {
  const [state, setState] = useState({ curves: [], error: null, loading: true });
  const [asked, setAsked] = useState(0);
  const pending = useRef([]);
  useEffect(() => {
    if (!wanted) return undefined;
    const controller = new AbortController();
    getCurves({ runs: [run], maxPoints: MOST }, controller.signal).then(
      (answer) => setState({ curves: append(answer.curves ?? [], pending.current.splice(0)), error: null, loading: false }),
      (error) => controller.signal.aborted || setState((before) => ({ ...before, error, loading: false })),
    );
    return () => controller.abort();
  }, [run, asked, wanted]);
  useEffect(() => {
    if (!wanted) return undefined;
    // Points come one by one; charts are drawn anew at most twice a second.
    const timer = setInterval(() => {
      if (pending.current.length === 0) return;
      const news = pending.current.splice(0);
      setState((before) => {
        const curves = append(before.curves, news);
        if (curves.some((curve) => curve.steps.length > 4 * MOST)) setAsked((count) => count + 1);
        return { ...before, curves };
      });
    }, 500);
    const stop = onPoints((news) => pending.current.push(...news));
    return () => { clearInterval(timer); stop(); };
  }, [run, wanted]);
  return state;
}

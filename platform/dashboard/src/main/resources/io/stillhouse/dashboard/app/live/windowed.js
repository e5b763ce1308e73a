import { useEffect, useState } from '../vendor/preact.js';

/**
 * Which rows of a long list are worth having in the page: those in sight of the scrolling element,
 * and a few more on either side.
 */
export function useWindowed(ref, count, rowHeight, overscan = 12) {
  const [range, setRange] = useState({ first: 0, last: Math.min(count, 60) });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - overscan);
      const last = Math.min(count, Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + overscan);
      setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [count, rowHeight]);
  const first = Math.min(range.first, count);
  const last = Math.min(Math.max(range.last, first), count);
  return { first, last, before: first * rowHeight, after: (count - last) * rowHeight };
}

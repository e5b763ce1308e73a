import { useEffect, useState } from '../vendor/preact.js';

/** The time, told again every so often while the page is seen. */
export function useNow(interval = 1000, ticking = true) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => document.hidden || setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval, ticking]);
  return now;
}

// Points of curves: thinned to what can be seen, smoothed to what one looks for.

/**
 * At most `most` points of `[x, y]` in order of x: of each bucket of neighbours the smallest and the
 * largest stay, so that no spike gets lost; values that are not finite stay as well.
 */
export function thin(points, most) {
  if (points.length <= most) return points;
  const buckets = Math.max(1, Math.floor((most - 2) / 2));
  const kept = [points[0]];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (points.length - 2)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (points.length - 2)) / buckets);
    let low = -1;
    let high = -1;
    let odd = -1;
    for (let i = from; i < to; i++) {
      const y = points[i][1];
      if (!Number.isFinite(y)) { odd = odd < 0 ? i : odd; continue; }
      if (low < 0 || y < points[low][1]) low = i;
      if (high < 0 || y > points[high][1]) high = i;
    }
    [...new Set([low, high, odd])].filter((i) => i >= 0).sort((a, b) => a - b).forEach((i) => kept.push(points[i]));
  }
  kept.push(points[points.length - 1]);
  return kept;
}

/** Curves of fewer points show no noise to smooth away. */
const FEWEST = 12;

/**
 * An exponential moving average without the pull of its start (as Adam corrects its moments):
 * `weight` 0 leaves the curve, 0.99 follows it slowly. What is not finite is left out of the mean.
 */
export function smooth(points, weight) {
  if (weight <= 0 || points.length < FEWEST) return points;
  let mean = 0;
  let correction = 1;
  return points.map(([x, y]) => {
    if (!Number.isFinite(y)) return [x, y];
    mean = weight * mean + (1 - weight) * y;
    correction *= weight;
    return [x, mean / (1 - correction)];
  });
}

/** `[x, y]` of a curve of the API, over steps or over seconds since its first point. */
export function pointsOf(curve, over = 'step') {
  const xs = over === 'time' && curve.times?.length
    ? curve.times.map((time) => (Number(time) - Number(curve.times[0])) / 1000)
    : (curve.steps ?? []).map(Number);
  const ys = curve.values ?? [];
  return xs.map((x, i) => [x, Number(ys[i] ?? 0)]);
}

// How a metric is written, told from its name.
import { count, decimal, latency, percent, scalar, shortCount, tick, wholePercent } from './number.js';

const SHARES = /(^|[./])(accuracy|top5Accuracy|macroF1|agreement|ece|.*Accuracy)$/;

/** `97.40%` for shares, `31%` for the recovered gap, `0.70 ms` for latencies; else a scalar. */
export function metricText(name, value) {
  if (!Number.isFinite(value)) return decimal(value, 0);
  if (/gapRecovered$/.test(name)) return wholePercent(value);
  if (/latencySeconds$/.test(name)) return latency(value);
  if (/[sS]econds$/.test(name)) return `${scalar(value)} s`;
  if (/(parameters|macs)$/.test(name)) return value < 1e4 ? count(value) : shortCount(value);
  return SHARES.test(name) ? percent(value) : scalar(value);
}

/** A tick of a metric's axis: shares in percent with the digits that they need. */
export function metricTick(name, value) {
  if (/gapRecovered$/.test(name) || SHARES.test(name)) return `${Number((value * 100).toPrecision(4))}%`.replace('-', '−');
  return /latencySeconds$/.test(name) ? latency(value) : tick(value);
}

/** A parameter's number as it would be typed; digits that only rounding made are left out. */
export function parameterText(value) {
  return String(Number(value.toPrecision(10)));
}

/** A column's text: metrics by their name, parameters as they would be typed. */
export function columnText(column, value) {
  return column.startsWith('metrics.') ? metricText(column.slice(8), value) : parameterText(value);
}

/** True when smaller values of the metric are better. */
export function lowerIsBetter(name) {
  return /(loss|nll|ece|brier|bce|seconds|latencySeconds|Kl|parameters|macs|temperature)$/i.test(name);
}

// How numbers are written: the same as in the evaluation's report. A value that is not a number is
// shown as what it is, never as zero.
const MINUS = '−';

/** A number of proto JSON: int64 and the special values of doubles travel as strings. */
export function num(value) {
  return value === undefined || value === null ? NaN : Number(value);
}

/** A count of proto JSON; absent means zero. */
export function whole(value) {
  return Number(value ?? 0);
}

export function decimal(value, decimals) {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : MINUS + '∞';
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return /[1-9]/.test(text) ? text.replace('-', MINUS) : text.replace('-', '');
}

export function signed(value, decimals) {
  const text = decimal(value, decimals);
  return value > 0 && (/[1-9∞]/.test(text)) ? '+' + text : text;
}

/** A share of 0 to 1: `97.40%`. */
export function percent(share) {
  return decimal(share * 100, 2) + (Number.isNaN(share) ? '' : '%');
}

/** A share of 0 to 1: `74%`. */
export function wholePercent(share) {
  return decimal(share * 100, 0) + (Number.isNaN(share) ? '' : '%');
}

/** About four significant digits, for a scalar of unknown size: `0.0713`. */
export function scalar(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0) return decimal(value, 0);
  if (Number.isInteger(value) && size < 1e7) return decimal(value, 0);
  if (size >= 1e7 || size < 1e-4) return value.toExponential(2).replaceAll('-', MINUS);
  const decimals = 3 - Math.floor(Math.log10(size));
  return decimal(value, Math.max(0, Math.min(decimals, 4)));
}

function threeDigits(value) {
  const size = Math.abs(value);
  return decimal(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

function scaled(value, base, units, space) {
  let rest = value;
  let unit = 0;
  while (Math.abs(rest) >= base && unit < units.length - 1) {
    rest /= base;
    unit++;
  }
  return (unit === 0 ? decimal(rest, 0) : threeDigits(rest)) + space + units[unit];
}

/** `78.0k`, `12.5M`. */
export function shortCount(value) {
  return scaled(value, 1000, ['', 'k', 'M', 'G', 'T'], '');
}

/** `312 KiB`. */
export function bytes(value) {
  return scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB'], ' ');
}

export function count(value) {
  return decimal(value, 0);
}

/** `1.24 ms`. */
export function latency(seconds) {
  if (!Number.isFinite(seconds)) return decimal(seconds, 0);
  if (seconds >= 1) return threeDigits(seconds) + ' s';
  return seconds >= 1e-3 ? threeDigits(seconds * 1e3) + ' ms' : threeDigits(seconds * 1e6) + ' µs';
}

/** `3.5×`. */
export function times(factor) {
  return threeDigits(factor) + '×';
}

/** `0.034`, or `< 0.001`. */
export function probability(value) {
  return value < 0.001 ? '< 0.001' : decimal(value, 3);
}

/** A tick: no more digits than it needs, large ones shortened. */
export function tick(value) {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4) return value.toExponential(0).replaceAll('-', MINUS);
  const units = ['', 'k', 'M', 'G', 'T'];
  let rest = value;
  let unit = 0;
  while (Math.abs(rest) >= 1000 - 1e-9 && unit < units.length - 1) {
    rest /= 1000;
    unit++;
  }
  return String(Number(rest.toPrecision(5))).replace('-', MINUS) + units[unit];
}

/** `1 run`, `2 runs`. */
export function plural(value, noun, nouns = noun + 's') {
  return `${count(value)} ${value === 1 ? noun : nouns}`;
}

// Times and durations, for people: a duration never has more than two parts.

/** Milliseconds of a proto Timestamp, or null. */
export function instant(timestamp) {
  if (!timestamp) return null;
  const at = Date.parse(timestamp);
  return Number.isNaN(at) ? null : at;
}

/** Milliseconds of a proto Duration (`3.5s`), or null. */
export function span(duration) {
  return duration ? Number.parseFloat(duration) * 1000 : null;
}

/** `1.2 s`, `48 s`, `3m 05s`, `2h 10m`, `3d 4h`. */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined || Number.isNaN(milliseconds)) return '';
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)}m ${String(total % 60).padStart(2, '0')}s`;
  const minutes = Math.round(total / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
  return `${Math.floor(minutes / 1440)}d ${Math.floor((minutes % 1440) / 60)}h`;
}

/** `5 s ago`, `3 min ago`, `2 h ago`, then the day. */
export function ago(at, now) {
  if (at === null) return '';
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 7 * 86400) return `${Math.floor(seconds / 86400)} d ago`;
  return new Date(at).toISOString().slice(0, 10);
}

/** `in 40 s`, `in 9 h`, `in 3 d`; `now` once it is due. */
export function until(at, now) {
  if (at === null) return '';
  const seconds = Math.round((at - now) / 1000);
  if (seconds <= 0) return 'now';
  if (seconds < 60) return `in ${seconds} s`;
  if (seconds < 3600) return `in ${Math.round(seconds / 60)} min`;
  if (seconds < 2 * 86400) return `in ${Math.round(seconds / 3600)} h`;
  return `in ${Math.round(seconds / 86400)} d`;
}

/** The moment as clocks of a time zone show it: `2026-11-23 02:30`; in UTC where the browser does not know the zone. */
export function zoned(at, zone) {
  if (at === null) return '';
  const format = (timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
  try {
    return format(zone);
  } catch {
    return `${format('UTC')} UTC`;
  }
}

/** The moment in the reader's own zone: `2026-11-22 10:14:05`. */
export function moment(at) {
  if (at === null) return '';
  const date = new Date(at);
  const two = (value) => String(value).padStart(2, '0');
  return (
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ` +
    `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  );
}

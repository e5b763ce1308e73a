// The way from the scratch baseline to the teacher on one line, and how far the student got.
import { h, useRef } from '../../vendor/preact.js';
import { useSize } from '../../live/size.js';
import { num } from '../../text/number.js';

const TRACK = 54;
const LABEL = 132;

export function GapLine({ cast }) {
  const box = useRef(null);
  const { width } = useSize(box);
  const comparison = cast.comparisonWith(cast.scratch);
  const others = [
    cast.scratch && { name: 'scratch', kind: 'scratch', score: cast.score(cast.scratch) },
    cast.teacher && { name: cast.teacher.role === 'TEACHER_ENSEMBLE' ? 'teachers' : 'teacher', kind: 'teacher', score: cast.score(cast.teacher) },
  ].filter((mark) => mark && Number.isFinite(mark.score)).sort((a, b) => a.score - b.score);
  if (!cast.student || others.length === 0) return null;
  const student = cast.score(cast.student);
  const base = cast.scratch ? cast.score(cast.scratch) : NaN;
  const interval = comparison ? [base + num(comparison.lower ?? 0), base + num(comparison.upper ?? 0)].filter(Number.isFinite) : [];
  const values = [student, ...others.map((mark) => mark.score), ...interval];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max(0.06 * (high - low), 1e-4);
  const at = (score) => 10 + ((score - low + room) / (high - low + 2 * room)) * (width - 20);
  const label = (name, kind, score, y) => {
    const x = at(score);
    const anchor = x < LABEL / 2 ? 'start' : x > width - LABEL / 2 ? 'end' : 'middle';
    return h('text', { class: `mark-label ${kind}`, x: anchor === 'start' ? Math.max(0, x - 8) : anchor === 'end' ? Math.min(width, x + 8) : x, y, 'text-anchor': anchor }, `${name} ${cast.text(score)}`);
  };
  let right = -Infinity;
  const placed = others.map((mark) => {
    const crowded = at(mark.score) - LABEL / 2 < right;
    if (!crowded) right = at(mark.score) + LABEL / 2;
    return { ...mark, y: crowded ? TRACK + 50 : TRACK + 26 };
  });
  const start = at(others[0].kind === 'scratch' ? others[0].score : others.at(-1).score);
  const words = [`student ${cast.text(student)}`, ...others.map((mark) => `${mark.name} ${cast.text(mark.score)}`)].join('; ');
  return h('div', { class: 'gap-line', ref: box }, width > 0 && h('svg', { width, height: 112, role: 'img', 'aria-label': words },
    h('rect', { class: 'track', x: 10, y: TRACK - 2, width: width - 20, height: 4, rx: 2 }),
    h('rect', { class: 'fill student', x: Math.min(start, at(student)), y: TRACK - 2, width: Math.abs(at(student) - start), height: 4 }),
    interval.length === 2 && h('path', { class: 'whisker', d: `M${at(interval[0])},${TRACK - 7}v14M${at(interval[1])},${TRACK - 7}v14M${at(interval[0])},${TRACK}H${at(interval[1])}` }),
    placed.map((mark) => [h('circle', { class: `dot ${mark.kind}`, cx: at(mark.score), cy: TRACK, r: 6 }), label(mark.name, mark.kind, mark.score, mark.y)]),
    h('circle', { class: 'dot student', cx: at(student), cy: TRACK, r: 8 }),
    label('student', 'student', student, TRACK - 22)));
}

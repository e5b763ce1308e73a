import { h } from '../../vendor/preact.js';
import { count, num, probability, shortCount, times, wholePercent } from '../../text/number.js';
import { GapLine } from './gap-line.js';
import { headline } from './headline.js';

export function Figure({ value, name, note }) {
  return h('div', null, h('dt', null, name), h('dd', null, h('span', { class: 'value' }, value), note && h('span', { class: 'note' }, note)));
}

function sizeFigure(cast) {
  const student = num(cast.student?.parameters);
  const teacher = num(cast.teacher?.parameters);
  if (!(student > 0) || !(teacher > 0)) return null;
  return {
    value: times(teacher / student),
    name: cast.teacher.role === 'TEACHER_ENSEMBLE' ? 'smaller than its teachers' : 'smaller than its teacher',
    note: `${shortCount(student)} parameters, not ${shortCount(teacher)}`,
  };
}

/** The verdict, the line from scratch to teacher, and four figures. */
export function HeadlineSection({ cast }) {
  const { verdict, sentence } = headline(cast);
  const comparison = cast.comparisonWith(cast.scratch);
  const distillation = cast.distillation;
  const gap = distillation?.gapRecovered;
  const figures = [
    cast.student && { value: cast.text(cast.score(cast.student)), name: `student ${cast.metric}`, note: cast.student.architecture },
    comparison && {
      value: cast.difference(num(comparison.difference ?? 0)), name: cast.multiLabel ? 'over scratch' : 'points over scratch',
      note: `95% ${cast.interval(num(comparison.lower ?? 0), num(comparison.upper ?? 0))}${comparison.mcnemarP === undefined ? '' : `, McNemar p ${probability(num(comparison.mcnemarP)).replace(/^(?!<)/, '= ')}`}`,
    },
    gap !== undefined && {
      value: wholePercent(num(gap)), name: 'of the gap recovered',
      note: distillation.gapRecoveredLower === undefined ? 'no interval: the gap is too small' : `95% ${wholePercent(num(distillation.gapRecoveredLower))} to ${wholePercent(num(distillation.gapRecoveredUpper))}`,
    },
    sizeFigure(cast),
  ].filter(Boolean);
  const { evaluation } = cast;
  return h('section', { class: `headline verdict-${verdict.toLowerCase()}` },
    h('p', { class: 'soft' }, `${evaluation.dataset} · ${evaluation.split} split · ${count(num(evaluation.examples))} images · ${evaluation.classes?.length ?? 0} classes`),
    h('h2', { class: 'verdict' }, sentence),
    h(GapLine, { cast }),
    h('dl', { class: 'key-figures' }, figures.map((figure) => h(Figure, { key: figure.name, ...figure }))));
}

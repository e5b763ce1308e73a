// What an evaluation says in one sentence, as the report's headline says it.
import { num } from '../../text/number.js';

/** `HELPED`, `HURT`, `INCONCLUSIVE` or `UNKNOWN`, from the interval of student less scratch. */
export function verdictOf(comparison) {
  if (!comparison) return 'UNKNOWN';
  const [difference, lower, upper] = [comparison.difference ?? 0, comparison.lower ?? 0, comparison.upper ?? 0].map(num);
  if (Number.isNaN(difference) || Number.isNaN(lower) || Number.isNaN(upper)) return 'UNKNOWN';
  if (lower > 0) return 'HELPED';
  return upper < 0 ? 'HURT' : 'INCONCLUSIVE';
}

export function headline(cast) {
  const comparison = cast.comparisonWith(cast.scratch);
  const verdict = verdictOf(comparison);
  if (!cast.student) return { verdict: 'UNKNOWN', sentence: 'No student was evaluated.' };
  if (!comparison) {
    return {
      verdict: 'UNKNOWN',
      sentence: `The student reaches ${cast.text(cast.score(cast.student))} ${cast.metric}; without a scratch baseline nobody can say what distillation added.`,
    };
  }
  const same = cast.scratch.architecture === cast.student.architecture && String(cast.scratch.parameters) === String(cast.student.parameters);
  const baseline = same ? 'the same network trained from labels alone' : 'the scratch baseline';
  const difference = cast.differenceWithUnit(num(comparison.difference ?? 0));
  const interval = cast.interval(num(comparison.lower ?? 0), num(comparison.upper ?? 0));
  const sentence = {
    HELPED: `Distillation helped: ${difference} over ${baseline}.`,
    HURT: `Distillation hurt: ${difference} against ${baseline}.`,
    INCONCLUSIVE: `Inconclusive: ${difference} over ${baseline}, but the 95% interval (${interval}) includes zero.`,
    UNKNOWN: `No verdict: the difference to ${baseline} is not a number.`,
  }[verdict];
  return { verdict, sentence };
}

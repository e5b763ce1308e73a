// Who plays which part in an evaluation: the first student, what it is held against, and the headline
// metric of any model. The words are the report's.
import { decimal, num, percent, signed } from '../../text/number.js';

export class Cast {
  constructor(evaluation) {
    this.evaluation = evaluation;
    this.models = evaluation.models ?? [];
    this.distillation = evaluation.distillations?.[0] ?? null;
    this.student = this.#named(this.distillation?.student) ?? this.#first('STUDENT');
    this.scratch = this.#named(this.distillation?.scratch) ?? this.#first('SCRATCH');
    this.teacher = this.#named(this.distillation?.teacher) ?? this.#first('TEACHER_ENSEMBLE') ?? this.#first('TEACHER');
  }

  get multiLabel() {
    return Boolean(this.evaluation.multiLabel);
  }

  get metric() {
    return this.multiLabel ? 'mean AUC' : 'accuracy';
  }

  score(model) {
    return this.multiLabel ? num(model.multiLabel?.meanAuc ?? 0) : num(model.classification?.accuracy ?? 0);
  }

  comparisonWith(model) {
    return model ? (this.distillation?.comparisons ?? []).find((one) => one.baseline === model.name) ?? null : null;
  }

  /** All but the branches of a student. */
  get wholeModels() {
    return this.models.filter((model) => model.role !== 'STUDENT_BRANCH');
  }

  text(score) {
    return this.multiLabel ? decimal(score, 4) : percent(score);
  }

  difference(value) {
    return this.multiLabel ? signed(value, 4) : signed(value * 100, 2);
  }

  differenceWithUnit(value) {
    return this.difference(value) + (this.multiLabel ? ' AUC' : ' points');
  }

  interval(lower, upper) {
    return `${this.difference(lower)} to ${this.difference(upper)}`;
  }

  #named(name) {
    return name ? this.models.find((model) => model.name === name) ?? null : null;
  }

  #first(role) {
    return this.models.find((model) => model.role === role) ?? null;
  }
}

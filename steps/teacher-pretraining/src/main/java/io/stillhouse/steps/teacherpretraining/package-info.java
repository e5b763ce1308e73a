/** Trains one classifier from its labels: a teacher, or the baseline of a student. */
package io.stillhouse.steps.teacherpretraining;

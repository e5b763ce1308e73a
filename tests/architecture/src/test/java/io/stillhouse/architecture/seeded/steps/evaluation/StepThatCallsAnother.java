package io.stillhouse.architecture.seeded.steps.evaluation;

import io.stillhouse.architecture.seeded.steps.teacherpretraining.StepThatOrchestrates;

record StepThatCallsAnother(StepThatOrchestrates other) {}

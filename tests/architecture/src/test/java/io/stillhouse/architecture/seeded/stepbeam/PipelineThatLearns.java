package io.stillhouse.architecture.seeded.stepbeam;

import io.stillhouse.architecture.seeded.training.Learning;

record PipelineThatLearns(Learning learning) {}

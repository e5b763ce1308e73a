package io.stillhouse.architecture.seeded.cli;

import io.stillhouse.architecture.seeded.training.Learning;

record CommandThatLearns(Learning learning) {}

package io.stillhouse.architecture.seeded.runner;

import io.stillhouse.architecture.seeded.cli.Printing;

record RunnerThatPrints(Printing printing) {}

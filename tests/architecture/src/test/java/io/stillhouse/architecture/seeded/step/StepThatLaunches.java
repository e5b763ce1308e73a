package io.stillhouse.architecture.seeded.step;

import io.stillhouse.architecture.seeded.orchestrator.Launching;

record StepThatLaunches(Launching launching) {}

package io.stillhouse.architecture.seeded.step;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record StepThatLaunches(Launching launching) {}

package io.stillhouse.architecture.seeded.sweep;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record TableThatLaunches(Launching launching) {}

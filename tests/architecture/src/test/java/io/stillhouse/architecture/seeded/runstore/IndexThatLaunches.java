package io.stillhouse.architecture.seeded.runstore;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record IndexThatLaunches(Launching launching) {}

package io.stillhouse.architecture.seeded.release;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record GateThatLaunches(Launching launching) {}

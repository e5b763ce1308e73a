package io.stillhouse.architecture.seeded.artifacts;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record StoreThatRuns(Launching launching) {}

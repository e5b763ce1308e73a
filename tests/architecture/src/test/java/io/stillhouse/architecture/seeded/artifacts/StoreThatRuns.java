package io.stillhouse.architecture.seeded.artifacts;

import io.stillhouse.architecture.seeded.orchestrator.Launching;

record StoreThatRuns(Launching launching) {}

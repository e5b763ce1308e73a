package io.stillhouse.architecture.seeded.launch;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record LauncherThatOrchestrates(Launching launching) {}

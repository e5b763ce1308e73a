package io.stillhouse.architecture.seeded.launcher.docker;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record ContainersThatOrchestrate(Launching launching) {}

package io.stillhouse.architecture.seeded.flinkclient;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;

record SessionThatLaunches(Launching launching) {}

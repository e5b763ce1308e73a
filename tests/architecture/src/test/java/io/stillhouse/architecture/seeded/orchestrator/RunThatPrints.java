package io.stillhouse.architecture.seeded.orchestrator;

import io.stillhouse.architecture.seeded.cli.Printing;

record RunThatPrints(Printing printing) {}

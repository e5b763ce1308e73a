package io.stillhouse.architecture.seeded.tracing;

import io.stillhouse.architecture.seeded.cli.Printing;

record TraceThatPrints(Printing printing) {}

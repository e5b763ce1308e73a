package io.stillhouse.architecture.seeded.logging;

import io.stillhouse.architecture.seeded.artifacts.Storing;

record LineThatStores(Storing storing) {}

package io.stillhouse.architecture.seeded.cycle.first;

import io.stillhouse.architecture.seeded.cycle.second.Second;

/** Half of a cycle. */
public record First(Second second) {}

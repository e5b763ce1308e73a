package io.stillhouse.architecture.seeded.cycle.second;

import io.stillhouse.architecture.seeded.cycle.first.First;
import org.jspecify.annotations.Nullable;

/** The other half. */
public record Second(@Nullable First first) {}

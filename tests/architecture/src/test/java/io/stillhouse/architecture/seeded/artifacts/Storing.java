package io.stillhouse.architecture.seeded.artifacts;

/** Something to know. */
public record Storing(String key) {}

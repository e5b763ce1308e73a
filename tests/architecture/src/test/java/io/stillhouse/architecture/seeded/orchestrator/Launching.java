package io.stillhouse.architecture.seeded.orchestrator;

/** Something to know. */
public record Launching(String step) {}

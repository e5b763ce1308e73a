package io.stillhouse.architecture.seeded.orchestrator.launch;

/** Something to know, in a package without a way back: the only cycle is the seeded one. */
public record Launching(String step) {}

package io.stillhouse.architecture.seeded.cli;

/** Something to know. */
public record Printing(String text) {}

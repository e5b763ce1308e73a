package io.stillhouse.architecture.seeded.model;

/** Something to know. */
public record Planning(String name) {}

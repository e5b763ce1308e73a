package io.stillhouse.architecture.seeded.training;

/** Something to know. */
public record Learning(double rate) {}

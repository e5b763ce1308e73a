package io.stillhouse.cli.progress;

/**
 * Something that a step wants its user to look at.
 *
 * @param number counts the warnings of the run, from 1
 * @param step who says it
 * @param message one line
 */
public record StepWarning(long number, String step, String message) {}

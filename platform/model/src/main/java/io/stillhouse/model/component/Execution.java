package io.stillhouse.model.component;

/** How the process launcher starts a step. */
public sealed interface Execution permits JavaExecution, CommandExecution {}

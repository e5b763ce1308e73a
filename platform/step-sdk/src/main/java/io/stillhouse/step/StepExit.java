package io.stillhouse.step;

import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.StepResult;

/**
 * How an attempt ended.
 *
 * @param code the exit code of the process
 * @param result what this process has to say; when another process of the same attempt committed
 *     first, that one's result
 */
public record StepExit(ExitCode code, StepResult result) {}

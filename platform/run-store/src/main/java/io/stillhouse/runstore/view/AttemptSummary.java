package io.stillhouse.runstore.view;

import io.stillhouse.v1.StepError;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt of a step.
 *
 * @param number counted from 1
 * @param startTime when the launcher started it; before its end, when it was first heard of
 * @param workStartTime when its process began its work; empty when it never told
 * @param workEndTime when its process committed its result; empty when it never did
 * @param endTime when it ended; empty before that
 * @param exitCode how its process ended; empty when that is not known
 * @param error why it failed; empty when it did not
 */
public record AttemptSummary(
    int number,
    Optional<Instant> startTime,
    Optional<Instant> workStartTime,
    Optional<Instant> workEndTime,
    Optional<Instant> endTime,
    OptionalInt exitCode,
    Optional<StepError> error) {}

package io.stillhouse.cli.server;

import java.time.Duration;
import java.util.Optional;

/**
 * A token to be made.
 *
 * @param name whose it is, for people
 * @param scope what its bearer may do: {@code read}, {@code launch}, {@code admin}
 * @param validFor how long it is valid; empty: for ever
 */
public record TokenRequest(String name, String scope, Optional<Duration> validFor) {}

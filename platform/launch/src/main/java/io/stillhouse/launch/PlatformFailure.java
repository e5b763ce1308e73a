package io.stillhouse.launch;

import io.stillhouse.model.run.ErrorClass;

/**
 * Why an attempt ended that did not end by itself, in the platform's words: out of memory, evicted,
 * no image.
 *
 * @param errorClass decides whether the step is tried again
 * @param message whole sentences for a person: what happened, where, what to do about it
 */
public record PlatformFailure(ErrorClass errorClass, String message) {}

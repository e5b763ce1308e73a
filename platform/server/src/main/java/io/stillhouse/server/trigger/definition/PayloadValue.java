package io.stillhouse.server.trigger.definition;

/**
 * A value of a payload.
 *
 * @param pointer where it stands
 * @param prefix a text that is put before it; mostly empty
 */
public record PayloadValue(JsonPointer pointer, String prefix) {}

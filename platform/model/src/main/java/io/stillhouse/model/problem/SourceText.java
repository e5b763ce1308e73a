package io.stillhouse.model.problem;

/**
 * A text and what to call it in messages.
 *
 * @param name the file's name as its user gave it
 * @param content the text
 */
public record SourceText(String name, String content) {}

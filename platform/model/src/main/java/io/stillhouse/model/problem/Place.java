package io.stillhouse.model.problem;

/**
 * Where something stands: its position in the text, and its path from the top of the document.
 *
 * @param location the position
 * @param path names joined by dots, list items in brackets: {@code
 *     steps[teacher].parameters.epochs}; empty for the document itself
 */
public record Place(SourceLocation location, String path) {}

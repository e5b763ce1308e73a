package io.stillhouse.model.expression;

import io.stillhouse.model.problem.Place;

/**
 * A condition as its author wrote it.
 *
 * @param text the text
 * @param root its tree
 * @param place where it is written
 */
public record ConditionExpression(String text, ConditionNode root, Place place) {}

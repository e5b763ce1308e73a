package io.stillhouse.model.definition;

/**
 * One entry of a Kubernetes Secret in the namespace of the step.
 *
 * @param secret the Secret's name
 * @param key the entry's key
 */
public record SecretKey(String secret, String key) {}

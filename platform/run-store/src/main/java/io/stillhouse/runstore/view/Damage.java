package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;

/**
 * A record that could not be read.
 *
 * @param run the run that it belongs to
 * @param key the object's key in the store
 * @param message what is wrong with it
 */
public record Damage(RunLayout run, String key, String message) {}

package io.stillhouse.model.plan;

import io.stillhouse.model.value.Value;

/**
 * An item that a step is fanned out over.
 *
 * @param name its unique name
 * @param value the item
 */
record FanOutItem(String name, Value value) {}

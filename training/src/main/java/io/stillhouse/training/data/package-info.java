/**
 * Prepared datasets and the way to a network's input: mapped uint8 shards, augmentation and
 * normalisation, all randomness a pure function of seed and position. Plain Java, no engine.
 */
@NullMarked
package io.stillhouse.training.data;

import org.jspecify.annotations.NullMarked;

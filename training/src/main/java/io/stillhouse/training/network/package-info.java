/**
 * Classifiers as compositions of small layers over DJL arrays.
 *
 * <p>Every forward pass takes images as [B,C,H,W] views of channels-last memory and closes each
 * activation as soon as the next one exists: what back-propagation needs, the engine keeps itself.
 */
@NullMarked
package io.stillhouse.training.network;

import org.jspecify.annotations.NullMarked;

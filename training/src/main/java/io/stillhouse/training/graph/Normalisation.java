package io.stillhouse.training.graph;

/**
 * A BatchNorm at inference.
 *
 * @param scale one value a channel
 * @param shift one value a channel
 * @param mean the running mean, one value a channel
 * @param variance the running variance, one value a channel
 * @param epsilon added to the variance, above 0
 */
public record Normalisation(
    Tensor scale, Tensor shift, Tensor mean, Tensor variance, float epsilon) {}

/**
 * The Model artifact: a folder with {@code model.json}, {@code weights.safetensors} and {@code
 * history.json}, and its way into a network and back.
 */
package io.stillhouse.training.modelfile;

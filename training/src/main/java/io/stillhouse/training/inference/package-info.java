/** Networks at work: images into arrays, logits of whole splits. */
package io.stillhouse.training.inference;

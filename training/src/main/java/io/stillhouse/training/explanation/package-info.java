/** Where in an image a network finds a class, and whether that can be believed. */
@NullMarked
package io.stillhouse.training.explanation;

import org.jspecify.annotations.NullMarked;

/** What is wrong with a text: each problem with its place, all of them together. */
@NullMarked
package io.stillhouse.model.problem;

import org.jspecify.annotations.NullMarked;

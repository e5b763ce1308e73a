/**
 * Plans: a definition with its parameters filled in, its fan-outs expanded and its steps sorted.
 */
@NullMarked
package io.stillhouse.model.plan;

import org.jspecify.annotations.NullMarked;

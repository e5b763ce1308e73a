/** Processor cores, memory, GPUs. */
@NullMarked
package io.stillhouse.model.resource;

import org.jspecify.annotations.NullMarked;

/** What has to be set on the PyTorch engine, by process and by thread. */
@NullMarked
package io.stillhouse.training.engine;

import org.jspecify.annotations.NullMarked;

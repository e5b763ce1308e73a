/** Teachers that were built elsewhere: TorchScript modules behind the interface of a network. */
@NullMarked
package io.stillhouse.training.torchscript;

import org.jspecify.annotations.NullMarked;

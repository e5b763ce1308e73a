/** Makes a teacher of a TorchScript module. */
@NullMarked
package io.stillhouse.steps.torchscriptimport;

import org.jspecify.annotations.NullMarked;

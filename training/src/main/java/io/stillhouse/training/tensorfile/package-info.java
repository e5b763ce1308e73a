/**
 * Reading and writing safetensors files in plain Java: no engine, files mapped, headers distrusted.
 */
@NullMarked
package io.stillhouse.training.tensorfile;

import org.jspecify.annotations.NullMarked;

/** Networks as ONNX files. Knows the format and no engine. */
@NullMarked
package io.stillhouse.steps.modelexport.onnx;

import org.jspecify.annotations.NullMarked;

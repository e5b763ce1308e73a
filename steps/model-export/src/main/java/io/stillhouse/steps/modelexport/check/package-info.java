/** Whether an exported file does what the trained network does, and how fast. */
@NullMarked
package io.stillhouse.steps.modelexport.check;

import org.jspecify.annotations.NullMarked;

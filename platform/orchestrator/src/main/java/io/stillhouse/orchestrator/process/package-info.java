/** Processes of this machine, told apart even when their numbers are used again. */
@NullMarked
package io.stillhouse.orchestrator.process;

import org.jspecify.annotations.NullMarked;

/** Launchers: how one attempt of a step is started, found again after a crash, awaited, stopped. */
@NullMarked
package io.stillhouse.launch;

import org.jspecify.annotations.NullMarked;

/**
 * Launchers: how one attempt of a step is started, found again after a crash, awaited and stopped.
 */
@NullMarked
package io.stillhouse.orchestrator.launch;

import org.jspecify.annotations.NullMarked;

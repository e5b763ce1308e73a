/** What a plan would do: which steps the cache serves, and why not the others. */
@NullMarked
package io.stillhouse.orchestrator.forecast;

import org.jspecify.annotations.NullMarked;

/** The cache of step results: found by key, verified at a hit, every hit and miss explained. */
@NullMarked
package io.stillhouse.orchestrator.cache;

import org.jspecify.annotations.NullMarked;

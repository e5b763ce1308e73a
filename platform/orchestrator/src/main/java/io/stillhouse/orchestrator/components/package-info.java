/** Components as they lie on this machine, and digests of what they are made of. */
@NullMarked
package io.stillhouse.orchestrator.components;

import org.jspecify.annotations.NullMarked;

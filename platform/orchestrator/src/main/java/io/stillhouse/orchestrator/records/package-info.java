/** The model's records as the messages that are kept in a store, and back. */
@NullMarked
package io.stillhouse.orchestrator.records;

import org.jspecify.annotations.NullMarked;

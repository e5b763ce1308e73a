/** Runs and steps as the API shows them. */
@NullMarked
package io.stillhouse.server.view;

import org.jspecify.annotations.NullMarked;

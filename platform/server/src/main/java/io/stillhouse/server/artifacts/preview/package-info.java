/** What can be shown of artifacts without fetching them. */
@NullMarked
package io.stillhouse.server.artifacts.preview;

import org.jspecify.annotations.NullMarked;

/** What lies in the files of artifacts. */
@NullMarked
package io.stillhouse.server.files;

import org.jspecify.annotations.NullMarked;

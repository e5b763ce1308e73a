/** What became of a run, for pull requests, CI systems and programs. */
@NullMarked
package io.stillhouse.release.summary;

import org.jspecify.annotations.NullMarked;

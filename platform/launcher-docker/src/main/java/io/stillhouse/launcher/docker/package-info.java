/** Steps as containers of a Docker engine. */
@NullMarked
package io.stillhouse.launcher.docker;

import org.jspecify.annotations.NullMarked;

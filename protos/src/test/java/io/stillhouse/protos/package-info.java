/** What the messages promise to whoever was built on them, and that they explain themselves. */
@NullMarked
package io.stillhouse.protos;

import org.jspecify.annotations.NullMarked;

/** What a run would do. */
@NullMarked
package io.stillhouse.cli.plan;

import org.jspecify.annotations.NullMarked;

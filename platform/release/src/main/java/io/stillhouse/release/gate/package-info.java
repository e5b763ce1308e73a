/** Gates: conditions on a run's metrics that decide whether it is good enough. */
@NullMarked
package io.stillhouse.release.gate;

import org.jspecify.annotations.NullMarked;

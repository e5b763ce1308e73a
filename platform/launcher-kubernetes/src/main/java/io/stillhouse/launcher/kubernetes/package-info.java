/** The launcher that makes every attempt a Kubernetes Job with one pod. */
@NullMarked
package io.stillhouse.launcher.kubernetes;

import org.jspecify.annotations.NullMarked;

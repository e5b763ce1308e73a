/** What tests of steps need: a store, digits, and the way that a launcher starts a step. */
@NullMarked
package io.stillhouse.stepharness;

import org.jspecify.annotations.NullMarked;

/** One suite per interface, written so that every further implementation joins by subclassing. */
@NullMarked
package io.stillhouse.contract;

import org.jspecify.annotations.NullMarked;

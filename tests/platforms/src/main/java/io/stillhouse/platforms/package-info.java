/**
 * What tests bring up: the command as a user runs it, and services, which are skipped with the
 * reason where they are not installed.
 */
@NullMarked
package io.stillhouse.platforms;

import org.jspecify.annotations.NullMarked;

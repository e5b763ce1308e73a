/** The command line put together: every command, its help, its errors, its signals. */
@NullMarked
package io.stillhouse.cli.main;

import org.jspecify.annotations.NullMarked;

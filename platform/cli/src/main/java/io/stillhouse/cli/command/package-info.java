/** The commands: what a user may ask for, and with which options. */
@NullMarked
package io.stillhouse.cli.command;

import org.jspecify.annotations.NullMarked;

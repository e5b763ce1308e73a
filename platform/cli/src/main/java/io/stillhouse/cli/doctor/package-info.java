/** The doctor: whether everything is there that runs need, and what to do where it is not. */
@NullMarked
package io.stillhouse.cli.doctor;

import org.jspecify.annotations.NullMarked;

/** Text for people and programs: terminals, tables, figures, JSON. */
@NullMarked
package io.stillhouse.cli.text;

import org.jspecify.annotations.NullMarked;

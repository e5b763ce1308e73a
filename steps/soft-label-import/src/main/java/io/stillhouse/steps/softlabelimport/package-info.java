/** Turns the stored predictions of a teacher that nobody can run into soft labels. */
@NullMarked
package io.stillhouse.steps.softlabelimport;

import org.jspecify.annotations.NullMarked;

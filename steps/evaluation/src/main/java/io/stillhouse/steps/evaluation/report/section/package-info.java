/** The sections of the HTML report. */
@NullMarked
package io.stillhouse.steps.evaluation.report.section;

import org.jspecify.annotations.NullMarked;

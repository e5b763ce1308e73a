/** The report as a page: its sections in order, in one file. */
@NullMarked
package io.stillhouse.steps.evaluation.report.page;

import org.jspecify.annotations.NullMarked;

/** The report: an Evaluation as HTML and Markdown. */
@NullMarked
package io.stillhouse.steps.evaluation.report;

import org.jspecify.annotations.NullMarked;

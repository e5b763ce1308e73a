/** Drawings as SVG, made on the server. */
@NullMarked
package io.stillhouse.steps.evaluation.report.chart;

import org.jspecify.annotations.NullMarked;

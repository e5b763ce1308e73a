/**
 * Runs the pipelines of runs on a Flink session, whose class path has this code: the process that
 * owns a run submits the pipeline, follows the run in the store and submits again what was lost.
 */
@NullMarked
package io.stillhouse.runner.flink;

import org.jspecify.annotations.NullMarked;

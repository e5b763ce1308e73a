/** Pretrains a student layer by layer on hints from its teachers. */
package io.stillhouse.steps.hintpretraining;

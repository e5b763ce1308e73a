/** Trains a student of parallel branches on labels and on an ensemble of teachers. */
package io.stillhouse.steps.ensemblefinetuning;

package io.stillhouse.architecture.seeded.training;

import io.stillhouse.architecture.seeded.artifacts.Storing;
import org.apache.beam.sdk.values.PCollection;

record LossThatStores(Storing storing, PCollection<String> losses) {}

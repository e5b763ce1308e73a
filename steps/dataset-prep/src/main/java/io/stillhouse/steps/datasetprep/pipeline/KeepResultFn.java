package io.stillhouse.steps.datasetprep.pipeline;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.DoFn;

/** Keeps each shard's result in a file of its own, where the program that waits collects them. */
final class KeepResultFn extends DoFn<ShardResult, Void> {
  private final String directory;

  KeepResultFn(Path directory) {
    this.directory = directory.toString();
  }

  @ProcessElement
  public void process(@Element ShardResult result) throws IOException {
    Path file = Path.of(directory).resolve(result.file() + ".result");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(result);
    }
  }
}

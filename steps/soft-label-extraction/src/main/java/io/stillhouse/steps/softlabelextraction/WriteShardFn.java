package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.training.softlabel.SoftLabelRows;
import io.stillhouse.training.softlabel.SoftLabelShardFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes one shard's file from all its ranges; doing it again gives the same bytes. */
final class WriteShardFn extends DoFn<KV<String, Iterable<SoftLabelRows>>, Void> {
  private static final long serialVersionUID = 1;

  private final String directory;
  private final int classes;
  private final Map<String, Integer> rowsByFile;

  /**
   * @param rowsByFile rows of every shard by its file's name; serializable
   */
  WriteShardFn(String directory, int classes, Map<String, Integer> rowsByFile) {
    this.directory = directory;
    this.classes = classes;
    this.rowsByFile = Map.copyOf(rowsByFile);
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<SoftLabelRows>> shard) throws IOException {
    List<SoftLabelRows> pieces = new ArrayList<>();
    shard.getValue().forEach(pieces::add);
    SoftLabelShardFile.write(
        Path.of(directory).resolve(shard.getKey()),
        rowsByFile.getOrDefault(shard.getKey(), 0),
        classes,
        pieces);
  }
}

package io.stillhouse.stepbeam.session;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.WorkDirectory;
import io.stillhouse.stepbeam.work.ShardOutput;
import io.stillhouse.v1.ArtifactFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts files straight to their final places in the attempt's outputs, where nobody sees them before
 * the step commits. A task that is done again writes the same bytes to the same places.
 */
final class StoredOutput implements ShardOutput {
  private final ArtifactStore store;
  private final AttemptLayout attempt;
  private final Map<String, List<ArtifactFile>> files = new TreeMap<>();
  private long units;

  StoredOutput(ArtifactStore store, AttemptLayout attempt) {
    this.store = store;
    this.attempt = attempt;
  }

  @Override
  public void write(String output, String file, FileContent content) throws IOException {
    try (WorkDirectory work = store.workDirectory()) {
      Path local = work.path().resolve(file);
      content.writeTo(local);
      ContentDigest digest;
      try (InputStream written = Files.newInputStream(local)) {
        digest = ContentDigest.of(written);
      }
      store.transfer(attempt.output(output) + "/" + file, local);
      files.computeIfAbsent(output, name -> new ArrayList<>()).add(digest.describe(file));
    }
  }

  @Override
  public void done(long count) {
    units += count;
  }

  DoneTask done(Serializable result) {
    return new DoneTask(result, files, units);
  }
}

package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.step.SharedFile;
import io.stillhouse.stepbeam.work.ShardWork;
import io.stillhouse.stepbeam.work.WorkPlace;
import io.stillhouse.steps.datasetprep.format.PixelReader;
import io.stillhouse.steps.datasetprep.format.PixelSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;

/**
 * What all decoders have to know.
 *
 * @param pixels where pixels come from
 * @param files its files by the paths that items call them by
 * @param form what all shards have in common
 * @param output the step's output that shards are files of
 */
record DecodeWork(PixelSource pixels, Map<String, SharedFile> files, ShardForm form, String output)
    implements ShardWork<DecodeTask, ShardResult> {

  @Override
  public Decoder open(WorkPlace place) throws IOException {
    PixelReader reader =
        pixels.open(
            file -> {
              SharedFile shared = files.get(file);
              if (shared == null) {
                throw new FileNotFoundException(file + " was not given to workers");
              }
              return place.file(shared);
            });
    return new Decoder(reader, form, output);
  }
}

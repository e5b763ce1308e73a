package io.stillhouse.steps.datasetprep;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.StepContext;
import io.stillhouse.steps.datasetprep.defect.DefectLog;
import io.stillhouse.steps.datasetprep.format.Catalogue;
import io.stillhouse.steps.datasetprep.format.FormatInput;
import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.steps.datasetprep.format.PixelReader;
import io.stillhouse.steps.datasetprep.format.PixelSource;
import io.stillhouse.steps.datasetprep.format.SourceFormat;
import io.stillhouse.steps.datasetprep.image.DefectiveImageException;
import io.stillhouse.steps.datasetprep.image.ImageForm;
import io.stillhouse.steps.datasetprep.pipeline.DecodePipeline;
import io.stillhouse.steps.datasetprep.pipeline.DecodeTask;
import io.stillhouse.steps.datasetprep.pipeline.ShardForm;
import io.stillhouse.steps.datasetprep.pipeline.ShardResult;
import io.stillhouse.steps.datasetprep.sheet.ContactSheet;
import io.stillhouse.steps.datasetprep.source.FileTree;
import io.stillhouse.steps.datasetprep.source.SourceTree;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import io.stillhouse.steps.datasetprep.split.Splits;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.SplitInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From a source to a prepared dataset: find the images, split them, decode them into shards, sum
 * up. What comes out depends on the source, the seed and the parameters, never on how many threads
 * decoded or in which order a file system lists files.
 */
final class Preparation {
  /** The name of the output. */
  static final String OUTPUT = "dataset";

  /** Keeps a worker's memory small however large the images are. */
  private static final long MAXIMUM_SHARD_BYTES = 1L << 28;

  private final PreparationRequest request;
  private final StepContext context;
  private final DefectLog defects = new DefectLog();

  Preparation(PreparationRequest request, StepContext context) {
    this.request = request;
    this.context = context;
  }

  DatasetInfo run() throws IOException {
    OutputArtifact output = context.output(OUTPUT);
    context.reporter().progress("reading labels", 0, 0, "images");
    Catalogue catalogue = catalogue();
    long images =
        (long) catalogue.train().size()
            + catalogue.validation().size()
            + catalogue.test().size()
            + defects.size();
    defects.requireAtMost(request.quarantineFraction(), images);
    Map<String, List<Item>> splits = Splits.of(catalogue, request.split());
    ShardForm form =
        new ShardForm(
            catalogue.task(),
            catalogue.classes().size(),
            catalogue.grouped(),
            imageForm(catalogue, splits));
    List<ShardResult> results =
        new DecodePipeline(context).run(tasks(splits, form), catalogue.pixels(), form, OUTPUT);
    results.forEach(result -> defects.addAll(result.defects()));
    defects.requireAtMost(request.quarantineFraction(), images);
    DatasetInfo info = describe(catalogue, form, splits, results);
    DatasetJson.write(info, output.directory());
    defects.write(output.directory());
    ContactSheet.write(
        info,
        new SampleShards(context.workDirectory()).open(info, results, output),
        output.directory());
    return info;
  }

  int defects() {
    return defects.size();
  }

  private Catalogue catalogue() throws IOException {
    SourceTree source = SourceTree.of(request.source(), context.workDirectory());
    try (FileTree tree = source.open()) {
      List<TreeFile> files = tree.list(defects);
      return SourceFormat.named(request.format())
          .read(
              new FormatInput(
                  source, tree, files, request.classNames(), context.workDirectory(), defects));
    }
  }

  private ImageForm imageForm(Catalogue catalogue, Map<String, List<Item>> splits)
      throws IOException {
    int channels = request.channels().orElse(catalogue.channels());
    if (request.height().isPresent() && request.width().isPresent()) {
      return new ImageForm(request.height().getAsInt(), request.width().getAsInt(), channels, true);
    }
    Catalogue.ImageSize size =
        catalogue.size().isPresent()
            ? catalogue.size().get()
            : firstSize(catalogue, splits.getOrDefault(DatasetInfo.TRAIN, List.of()));
    return new ImageForm(size.height(), size.width(), channels, false);
  }

  /** The size of the first image (in the order of the source) that can be decoded. */
  private static Catalogue.ImageSize firstSize(Catalogue catalogue, List<Item> train)
      throws IOException {
    List<Item> inOrder = new ArrayList<>(train);
    inOrder.sort(Comparator.comparingLong(Item::id));
    String reason = "";
    try (PixelReader reader = catalogue.pixels().open(PixelSource.FilePlaces.SAME_MACHINE)) {
      for (Item item : inOrder) {
        try {
          var pixels = reader.read(item);
          return new Catalogue.ImageSize(pixels.height(), pixels.width());
        } catch (DefectiveImageException e) {
          reason = item.file() + ": " + e.getMessage();
        }
      }
    }
    throw new InvalidInputException("not one image can be decoded; the last one: " + reason);
  }

  private List<DecodeTask> tasks(Map<String, List<Item>> splits, ShardForm form) {
    int size =
        (int)
            Math.max(1, Math.min(request.shardSize(), MAXIMUM_SHARD_BYTES / form.image().bytes()));
    List<DecodeTask> tasks = new ArrayList<>();
    splits.forEach(
        (split, items) -> {
          for (int from = 0; from < items.size(); from += size) {
            List<Item> rows = items.subList(from, Math.min(items.size(), from + size));
            tasks.add(new DecodeTask(split, from / size, new ArrayList<>(rows)));
          }
        });
    return tasks;
  }

  private DatasetInfo describe(
      Catalogue catalogue,
      ShardForm form,
      Map<String, List<Item>> splits,
      List<ShardResult> results) {
    Map<String, SplitInfo> infos = new LinkedHashMap<>();
    for (String split : splits.keySet()) {
      int[] classCounts = new int[form.classes()];
      List<ShardInfo> shards = new ArrayList<>();
      for (ShardResult result : results) {
        if (result.split().equals(split) && result.count() > 0) {
          shards.add(new ShardInfo(result.file(), result.count()));
          for (int c = 0; c < classCounts.length; c++) {
            classCounts[c] += result.classCounts()[c];
          }
        }
      }
      infos.put(
          split,
          new SplitInfo(
              shards.stream().mapToInt(ShardInfo::count).sum(),
              Arrays.stream(classCounts).boxed().toList(),
              shards));
    }
    ChannelStatistics statistics = ChannelStatistics.of(trainHistogram(form, results));
    return new DatasetInfo(
        request.name(),
        catalogue.task(),
        catalogue.classes(),
        form.image().height(),
        form.image().width(),
        form.image().channels(),
        infos,
        statistics.mean(),
        statistics.standardDeviation());
  }

  private static long[][] trainHistogram(ShardForm form, List<ShardResult> results) {
    long[][] total = new long[form.image().channels()][256];
    for (ShardResult result : results) {
      if (result.split().equals(DatasetInfo.TRAIN)) {
        for (int c = 0; c < total.length; c++) {
          for (int level = 0; level < total[c].length; level++) {
            total[c][level] += result.histogram()[c][level];
          }
        }
      }
    }
    return total;
  }
}

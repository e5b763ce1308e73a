package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.defect.SourceProblems;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import io.stillhouse.training.data.Task;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The binary version of CIFAR-10 or CIFAR-100: records of the label's bytes and 3072 bytes of
 * pixels, one plane for each colour. Of CIFAR-100's coarse and fine label the fine one counts.
 */
final class CifarFormat implements SourceFormat {
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int IMAGE_BYTES = SIDE * SIDE * CHANNELS;

  private final String trainNames;
  private final String testNames;
  private final String classNamesFile;
  private final int labelBytes;
  private final int classes;

  private CifarFormat(
      String trainNames, String testNames, String classNamesFile, int labelBytes, int classes) {
    this.trainNames = trainNames;
    this.testNames = testNames;
    this.classNamesFile = classNamesFile;
    this.labelBytes = labelBytes;
    this.classes = classes;
  }

  static CifarFormat cifar10() {
    return new CifarFormat(
        "data_batch_[0-9]+\\.bin", "test_batch\\.bin", "batches.meta.txt", 1, 10);
  }

  static CifarFormat cifar100() {
    return new CifarFormat("train\\.bin", "test\\.bin", "fine_label_names.txt", 2, 100);
  }

  @Override
  public Catalogue read(FormatInput input) throws IOException {
    List<String> names = classNames(input);
    SourceProblems problems = new SourceProblems();
    List<Item> train = new ArrayList<>();
    List<Item> test = new ArrayList<>();
    long id = 0;
    List<TreeFile> trainFiles = named(input, trainNames);
    if (trainFiles.isEmpty()) {
      problems.add(
          "%s has no file named like %s; this format is the binary version of the dataset"
              .formatted(input.source().name(), trainNames.replace("\\", "")));
    }
    for (TreeFile file : trainFiles) {
      id = readRecords(input, problems, file, names, id, train);
    }
    for (TreeFile file : named(input, testNames)) {
      id = readRecords(input, problems, file, names, id, test);
    }
    problems.throwIfAny();
    return new Catalogue(
        Task.MULTICLASS,
        names,
        Optional.of(new Catalogue.ImageSize(SIDE, SIDE)),
        CHANNELS,
        new RawPixels(SIDE, SIDE, CHANNELS, RawPixels.Layout.CHANNEL_HEIGHT_WIDTH),
        train,
        List.of(),
        test,
        false);
  }

  private static List<TreeFile> named(FormatInput input, String pattern) {
    return input.files().stream().filter(file -> file.baseName().matches(pattern)).toList();
  }

  private List<String> classNames(FormatInput input) throws IOException {
    if (!input.classNames().isEmpty()) {
      return input.classNames();
    }
    for (TreeFile file : input.files()) {
      if (file.baseName().equals(classNamesFile)) {
        try (InputStream in = input.tree().open(file)) {
          String text = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
          List<String> names =
              text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
          if (names.size() != classes) {
            throw new InvalidInputException(
                "%s names %d classes; there are %d".formatted(file.path(), names.size(), classes));
          }
          return names;
        }
      }
    }
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** Adds a file's records; returns the id after its last. */
  private long readRecords(
      FormatInput input,
      SourceProblems problems,
      TreeFile file,
      List<String> names,
      long firstId,
      List<Item> items)
      throws IOException {
    Optional<Path> plain = problems.attempt(() -> input.plainFile(file));
    if (plain.isEmpty()) {
      return firstId;
    }
    int recordBytes = labelBytes + IMAGE_BYTES;
    long bytes = Files.size(plain.get());
    if (bytes == 0 || bytes % recordBytes != 0) {
      problems.add(
          "%s: %d bytes are not a whole number of records of %d bytes; it is truncated or no binary"
                  .formatted(file.path(), bytes, recordBytes)
              + " CIFAR file, copy it again");
      return firstId;
    }
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(plain.get()), 64 * recordBytes)) {
      for (long record = 0; record < bytes / recordBytes; record++) {
        int label = in.readNBytes(labelBytes)[labelBytes - 1] & 0xFF;
        in.skipNBytes(IMAGE_BYTES);
        if (label >= names.size()) {
          input
              .defects()
              .add(
                  new Defect(
                      file.path(),
                      record + 1,
                      "label %d is not one of the %d classes".formatted(label, names.size())));
        } else {
          items.add(
              new Item(
                  firstId + record,
                  plain.get().toString(),
                  record * recordBytes + labelBytes,
                  IMAGE_BYTES,
                  label,
                  0));
        }
      }
    }
    return firstId + bytes / recordBytes;
  }
}

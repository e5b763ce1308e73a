package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.defect.SourceProblems;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import io.stillhouse.training.data.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * MNIST and its relatives: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} and the
 * same with {@code t10k} (or {@code test}), each gzip-compressed or not. A prefix such as {@code
 * emnist-letters-} is allowed.
 */
final class IdxFormat implements SourceFormat {
  private static final int IMAGE_AXES = 3;

  /** Images and labels of one split, headers checked. */
  private record Part(TreeFile labelFile, IdxFile images, byte[] labels) {}

  @Override
  public Catalogue read(FormatInput input) throws IOException {
    SourceProblems problems = new SourceProblems();
    Optional<Part> train =
        problems.attempt(() -> part(input, "train").orElseThrow(() -> missing(input)));
    Optional<Optional<Part>> test = problems.attempt(() -> part(input, "(?:t10k|test)"));
    problems.throwIfAny();
    Part trainPart = train.orElseThrow();
    Optional<Part> testPart = test.flatMap(part -> part);
    int height = trainPart.images().shape().get(1);
    int width = trainPart.images().shape().get(2);
    if (testPart.isPresent()
        && !testPart.get().images().shape().subList(1, IMAGE_AXES).equals(List.of(height, width))) {
      throw new InvalidInputException(
          "images for training have %d x %d pixels but those for testing %s"
              .formatted(height, width, testPart.get().images().shape()));
    }
    List<String> classes =
        input.classNames().isEmpty() ? classesOf(trainPart.labels()) : input.classNames();
    List<Item> trainItems = items(input, trainPart, classes, 0);
    List<Item> testItems =
        testPart.isEmpty()
            ? List.of()
            : items(input, testPart.get(), classes, trainPart.labels().length);
    return new Catalogue(
        Task.MULTICLASS,
        classes,
        Optional.of(new Catalogue.ImageSize(height, width)),
        1,
        new RawPixels(height, width, 1, RawPixels.Layout.HEIGHT_WIDTH_CHANNEL),
        trainItems,
        List.of(),
        testItems,
        false);
  }

  private static Optional<Part> part(FormatInput input, String split) throws IOException {
    Optional<TreeFile> images = file(input, split + "-images[-.]idx3-ubyte(?:\\.gz)?");
    Optional<TreeFile> labels = file(input, split + "-labels[-.]idx1-ubyte(?:\\.gz)?");
    if (images.isEmpty() && labels.isEmpty()) {
      return Optional.empty();
    }
    if (images.isEmpty() || labels.isEmpty()) {
      throw new InvalidInputException(
          images.isEmpty()
              ? "%s has no file of images beside it".formatted(labels.orElseThrow().path())
              : "%s has no file of labels beside it".formatted(images.get().path()));
    }
    SourceProblems problems = new SourceProblems();
    Optional<IdxFile> imageFile =
        problems.attempt(
            () -> IdxFile.open(input.plainFile(images.get()), images.get().path(), IMAGE_AXES));
    Optional<byte[]> labelBytes = problems.attempt(() -> labels(input, labels.get()));
    problems.throwIfAny();
    int imageCount = imageFile.orElseThrow().shape().get(0);
    int labelCount = labelBytes.orElseThrow().length;
    if (imageCount != labelCount) {
      throw new InvalidInputException(
          "%s has %d images but %s has %d labels; they are of different datasets or one is damaged"
              .formatted(images.get().path(), imageCount, labels.get().path(), labelCount));
    }
    return Optional.of(new Part(labels.get(), imageFile.get(), labelBytes.get()));
  }

  private static byte[] labels(FormatInput input, TreeFile file) throws IOException {
    IdxFile idx = IdxFile.open(input.plainFile(file), file.path(), 1);
    try (InputStream in = Files.newInputStream(idx.file())) {
      in.skipNBytes(idx.dataPosition());
      return in.readAllBytes();
    }
  }

  private static Optional<TreeFile> file(FormatInput input, String pattern) {
    Pattern name = Pattern.compile("(?:.*-)?" + pattern);
    List<TreeFile> found =
        input.files().stream().filter(file -> name.matcher(file.baseName()).matches()).toList();
    if (found.size() > 1) {
      throw new InvalidInputException(
          "%s and %s are both meant by their names; keep one of them"
              .formatted(found.get(0).path(), found.get(1).path()));
    }
    return found.stream().findFirst();
  }

  private static InvalidInputException missing(FormatInput input) {
    return new InvalidInputException(
        "%s has no train-images-idx3-ubyte and train-labels-idx1-ubyte (.gz or not); it has %s"
            .formatted(
                input.source().name(),
                input.files().stream().limit(5).map(TreeFile::path).toList()));
  }

  /** Classes 0 .. n-1 up to the first number that labels nothing: what lies beyond is damage. */
  private static List<String> classesOf(byte[] labels) {
    boolean[] present = new boolean[257];
    for (byte label : labels) {
      present[label & 0xFF] = true;
    }
    List<String> classes = new ArrayList<>();
    while (present[classes.size()]) {
      classes.add(Integer.toString(classes.size()));
    }
    if (classes.isEmpty()) {
      throw new InvalidInputException(
          "no image has label 0; name the classes in the order of their labels (classes: [...])");
    }
    return classes;
  }

  private static List<Item> items(
      FormatInput input, Part part, List<String> classes, long firstId) {
    List<Item> items = new ArrayList<>(part.labels().length);
    String file = part.images().file().toString();
    long imageBytes = (long) part.images().shape().get(1) * part.images().shape().get(2);
    for (int i = 0; i < part.labels().length; i++) {
      int label = part.labels()[i] & 0xFF;
      if (label >= classes.size()) {
        input
            .defects()
            .add(
                new Defect(
                    part.labelFile().path(),
                    i + 1L,
                    "label %d is not one of the %d classes; name them all if there are more"
                            .formatted(label, classes.size())
                        + " (classes: [...])"));
        continue;
      }
      long position = part.images().dataPosition() + i * imageBytes;
      items.add(new Item(firstId + i, file, position, imageBytes, label, 0));
    }
    return items;
  }
}

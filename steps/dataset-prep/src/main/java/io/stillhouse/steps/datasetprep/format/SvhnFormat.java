package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.defect.SourceProblems;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import io.stillhouse.training.data.Task;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Street View House Numbers, cropped digits: {@code train_32x32.mat} and {@code test_32x32.mat}
 * with X uint8 [32, 32, 3, N] and y [N, 1] in 1 .. 10, where 10 is the digit 0.
 */
final class SvhnFormat implements SourceFormat {
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final long IMAGE_BYTES = SIDE * SIDE * CHANNELS;
  private static final int MAXIMUM_IMAGES = 10_000_000;
  private static final int DIGITS = 10;

  /** What one file holds; absent until met. */
  private static final class Contents {
    @Nullable Path pixels;
    long images;
    double @Nullable [] labels;
  }

  @Override
  public Catalogue read(FormatInput input) throws IOException {
    SourceProblems problems = new SourceProblems();
    List<String> classes =
        input.classNames().isEmpty()
            ? IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList()
            : input.classNames();
    if (classes.size() != DIGITS) {
      problems.add("classes names %d classes; SVHN has 10 digits".formatted(classes.size()));
    }
    List<Item> train = new ArrayList<>();
    List<Item> test = new ArrayList<>();
    if (find(input, "train_32x32.mat").isEmpty()) {
      problems.add("%s has no train_32x32.mat".formatted(input.source().name()));
    }
    find(input, "train_32x32.mat").ifPresent(file -> add(problems, input, file, 0, train));
    long trainImages = train.isEmpty() ? 0 : train.get(train.size() - 1).id() + 1;
    find(input, "test_32x32.mat").ifPresent(file -> add(problems, input, file, trainImages, test));
    problems.throwIfAny();
    return new Catalogue(
        Task.MULTICLASS,
        classes,
        Optional.of(new Catalogue.ImageSize(SIDE, SIDE)),
        CHANNELS,
        new RawPixels(SIDE, SIDE, CHANNELS, RawPixels.Layout.CHANNEL_WIDTH_HEIGHT),
        train,
        List.of(),
        test,
        false);
  }

  private static Optional<TreeFile> find(FormatInput input, String name) {
    return input.files().stream().filter(file -> file.baseName().equals(name)).findFirst();
  }

  private static void add(
      SourceProblems problems, FormatInput input, TreeFile file, long firstId, List<Item> items) {
    try {
      problems
          .attempt(() -> contents(input, file))
          .ifPresent(contents -> addItems(input, file, contents, firstId, items));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Contents contents(FormatInput input, TreeFile file) throws IOException {
    Contents contents = new Contents();
    MatFile.visit(
        input.plainFile(file),
        file.path(),
        (name, array, data, order) -> {
          if (name.equals("X")) {
            readImages(input, file, array, data, contents);
          } else if (name.equals("y")) {
            contents.labels = labels(file, array, data, order);
          }
        });
    if (contents.pixels == null || contents.labels == null) {
      throw new InvalidInputException(
          "%s has no array %s; SVHN has X and y"
              .formatted(file.path(), contents.pixels == null ? "X" : "y"));
    }
    if (contents.labels.length != contents.images) {
      throw new InvalidInputException(
          "%s has %d images but %d labels"
              .formatted(file.path(), contents.images, contents.labels.length));
    }
    return contents;
  }

  private static void readImages(
      FormatInput input, TreeFile file, MatArray array, InputStream data, Contents contents)
      throws IOException {
    boolean fits =
        array.elementType() == MatArray.UINT8
            && array.shape().size() == 4
            && array.shape().subList(0, 3).equals(List.of(SIDE, SIDE, CHANNELS))
            && array.shape().get(3) <= MAXIMUM_IMAGES;
    if (!fits) {
      throw new InvalidInputException(
          "%s: X is %s of type %d; uint8 [32, 32, 3, N] was expected"
              .formatted(file.path(), array.shape(), array.elementType()));
    }
    Path pixels = Files.createTempFile(input.workDirectory(), "svhn-", ".bin");
    Files.copy(data, pixels, StandardCopyOption.REPLACE_EXISTING);
    contents.pixels = pixels;
    contents.images = array.shape().get(3);
  }

  private static double[] labels(TreeFile file, MatArray array, InputStream data, ByteOrder order)
      throws IOException {
    if (array.elements() > MAXIMUM_IMAGES) {
      throw new InvalidInputException(
          "%s: y has %d labels, more than %d"
              .formatted(file.path(), array.elements(), MAXIMUM_IMAGES));
    }
    double[] labels = new double[(int) array.elements()];
    InputStream in = new BufferedInputStream(data);
    for (int i = 0; i < labels.length; i++) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(array.elementBytes())).order(order);
      labels[i] =
          switch (array.elementType()) {
            case MatArray.INT8 -> bytes.get();
            case MatArray.UINT8 -> bytes.get() & 0xFF;
            case MatArray.INT16 -> bytes.getShort();
            case MatArray.UINT16 -> bytes.getShort() & 0xFFFF;
            case MatArray.INT32 -> bytes.getInt();
            case MatArray.UINT32 -> bytes.getInt() & 0xFFFFFFFFL;
            case MatArray.SINGLE -> bytes.getFloat();
            default -> bytes.getDouble();
          };
    }
    return labels;
  }

  private static void addItems(
      FormatInput input, TreeFile file, Contents contents, long firstId, List<Item> items) {
    double[] labels = contents.labels == null ? new double[0] : contents.labels;
    for (int i = 0; i < labels.length; i++) {
      double label = labels[i];
      if (label != Math.rint(label) || label < 1 || label > DIGITS) {
        input
            .defects()
            .add(new Defect(file.path(), i + 1L, "label %s is not in 1 .. 10".formatted(label)));
        continue;
      }
      items.add(
          new Item(
              firstId + i,
              String.valueOf(contents.pixels),
              i * IMAGE_BYTES,
              IMAGE_BYTES,
              (long) label % DIGITS,
              0));
    }
  }
}

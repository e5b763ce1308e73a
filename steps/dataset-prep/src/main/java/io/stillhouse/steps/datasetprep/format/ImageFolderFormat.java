package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import io.stillhouse.training.data.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures in folders by class: {@code train/CLASS/*.png} or jpg, and optionally the same under
 * {@code validation} (or {@code val}) and {@code test}; all of it may lie in one folder more.
 * Classes are numbered by their sorted names. Other files are left alone.
 */
final class ImageFolderFormat implements SourceFormat {
  private static final String LAYOUT = "(train|val|validation|test)/([^/]+)/(.+)";
  private static final int RGB = 3;

  /** A picture and what its path says of it. */
  private record Picture(TreeFile file, String split, String className) {}

  @Override
  public Catalogue read(FormatInput input) {
    List<Picture> pictures = pictures(input, Pattern.compile(LAYOUT));
    if (pictures.isEmpty()) {
      pictures = pictures(input, Pattern.compile("[^/]+/" + LAYOUT));
    }
    if (pictures.stream().noneMatch(picture -> picture.split().equals("train"))) {
      throw new InvalidInputException(
          "%s has no picture train/CLASS/*.png or *.jpg; it has %s"
              .formatted(
                  input.source().name(),
                  input.files().stream().limit(5).map(TreeFile::path).toList()));
    }
    List<String> classes = input.classNames();
    if (classes.isEmpty()) {
      TreeSet<String> names = new TreeSet<>();
      pictures.stream()
          .filter(picture -> picture.split().equals("train"))
          .forEach(picture -> names.add(picture.className()));
      classes = List.copyOf(names);
    }
    List<Item> train = new ArrayList<>();
    List<Item> validation = new ArrayList<>();
    List<Item> test = new ArrayList<>();
    long id = addItems(input, pictures, "train", classes, 0, train);
    id = addItems(input, pictures, "val", classes, id, validation);
    addItems(input, pictures, "test", classes, id, test);
    return new Catalogue(
        Task.MULTICLASS,
        classes,
        Optional.empty(),
        RGB,
        new EncodedPixels(input.source()),
        train,
        validation,
        test,
        false);
  }

  private static List<Picture> pictures(FormatInput input, Pattern layout) {
    List<Picture> pictures = new ArrayList<>();
    for (TreeFile file : input.files()) {
      Matcher matcher = layout.matcher(file.path());
      if (file.endsWith(".png", ".jpg", ".jpeg") && matcher.matches()) {
        pictures.add(new Picture(file, matcher.group(1), matcher.group(2)));
      }
    }
    return pictures;
  }

  private static long addItems(
      FormatInput input,
      List<Picture> pictures,
      String split,
      List<String> classes,
      long firstId,
      List<Item> items) {
    long id = firstId;
    for (Picture picture : pictures) {
      if (!picture.split().startsWith(split)) {
        continue;
      }
      TreeFile file = picture.file();
      int label = classes.indexOf(picture.className());
      if (label < 0) {
        input
            .defects()
            .add(
                new Defect(
                    file.path(),
                    0,
                    "class '%s' is not in the list of %d classes (or not in train); add it or remove"
                            .formatted(picture.className(), classes.size())
                        + " the picture"));
      } else {
        items.add(new Item(id, file.path(), file.position(), file.size(), label, 0));
      }
      id++;
    }
    return id;
  }
}

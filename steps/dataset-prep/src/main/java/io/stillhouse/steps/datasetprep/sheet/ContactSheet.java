package io.stillhouse.steps.datasetprep.sheet;

import io.stillhouse.steps.datasetprep.image.ImageForm;
import io.stillhouse.steps.datasetprep.image.Pixels;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.SplitInfo;
import io.stillhouse.training.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A picture of a dataset: a row of training images for each class, with its name and count. It
 * shows at a glance what statistics hide: swapped channels, wrong labels, pictures on their side.
 */
public final class ContactSheet {
  /** Name of the file. */
  public static final String FILE_NAME = "contact-sheet.png";

  /** How many images of a class it shows at most. */
  public static final int SAMPLES = 12;

  private static final int ROWS_IN_COLUMN = 25;
  private static final int LONGEST_NAME = 22;
  private static final int SMALLEST_SIDE = 44;
  private static final int LARGEST_SIDE = 96;
  private static final int GAP = 4;
  private static final int MARGIN = 24;
  private static final int COLUMN_GAP = 32;
  private static final int TEXT = 2;
  private static final int TITLE = 3;
  private static final int HEAD = MARGIN + PixelFont.HEIGHT * (TITLE + TEXT) + 20;
  private static final int PAPER = 0xFAFAF7;
  private static final int INK = 0x22272E;
  private static final int FAINT = 0x7A828C;
  private static final int EMPTY = 0xEFEFEA;

  private final DatasetInfo info;
  private final Split train;
  private final int zoom;
  private final ImageForm cell;
  private final int labelWidth;
  private final int columnWidth;
  private final int columns;
  private final int rowHeight;
  private final Canvas canvas;

  private ContactSheet(DatasetInfo info, Split train) throws IOException {
    this.info = info;
    this.train = train;
    int side = Math.max(info.height(), info.width());
    zoom = Math.max(1, (SMALLEST_SIDE + side - 1) / side);
    double reduction = Math.min(1, (double) LARGEST_SIDE / side);
    cell =
        new ImageForm(
            Math.max(1, (int) Math.round(info.height() * reduction)),
            Math.max(1, (int) Math.round(info.width() * reduction)),
            info.channels(),
            true);
    int classes = info.classes().size();
    labelWidth =
        info.classes().stream().mapToInt(name -> shown(name).length()).max().orElse(0)
                * PixelFont.ADVANCE
                * TEXT
            + 16;
    columns = (classes + ROWS_IN_COLUMN - 1) / ROWS_IN_COLUMN;
    columnWidth = labelWidth + SAMPLES * (cell.width() * zoom + GAP) - GAP;
    rowHeight = cell.height() * zoom + GAP;
    int width =
        Math.max(
            2 * MARGIN + columns * (columnWidth + COLUMN_GAP) - COLUMN_GAP,
            2 * MARGIN + summary().length() * PixelFont.ADVANCE * TEXT);
    int height = HEAD + rowsInColumn() * rowHeight - GAP + MARGIN;
    canvas = new Canvas(PixelFont.load(), width, height, PAPER);
  }

  /**
   * Draws the sheet of a dataset.
   *
   * @param train the first images of the training split, among them the first {@link #SAMPLES} of
   *     each class
   * @param directory the folder to write it to
   */
  public static void write(DatasetInfo info, Split train, Path directory) throws IOException {
    ContactSheet sheet = new ContactSheet(info, train);
    sheet.draw();
    Path file = directory.resolve(FILE_NAME);
    ImageIO.setUseCache(false);
    if (!ImageIO.write(sheet.canvas.image(), "png", file.toFile())) {
      throw new IOException("no PNG writer");
    }
  }

  private void draw() {
    canvas.text(info.name(), MARGIN, MARGIN, TITLE, INK);
    canvas.text(summary(), MARGIN, MARGIN + PixelFont.HEIGHT * TITLE + 6, TEXT, FAINT);
    List<List<Integer>> samples = samples();
    List<Integer> counts = classCounts();
    for (int c = 0; c < samples.size(); c++) {
      int left = MARGIN + c / rowsInColumn() * (columnWidth + COLUMN_GAP);
      int top = HEAD + c % rowsInColumn() * rowHeight;
      int textTop = top + Math.max(0, (rowHeight - GAP - PixelFont.HEIGHT * 2 * TEXT) / 2);
      canvas.text(shown(info.classes().get(c)), left, textTop, TEXT, INK);
      canvas.text(number(counts.get(c)), left, textTop + PixelFont.HEIGHT * TEXT + 2, TEXT, FAINT);
      for (int i = 0; i < SAMPLES; i++) {
        int x = left + labelWidth + i * (cell.width() * zoom + GAP);
        if (i < samples.get(c).size()) {
          drawImage(samples.get(c).get(i), x, top);
        } else {
          canvas.fill(x, top, cell.width() * zoom, cell.height() * zoom, EMPTY);
        }
      }
    }
  }

  private void drawImage(int row, int left, int top) {
    byte[] data = new byte[info.imageBytes()];
    train.copyImage(row, data, 0);
    Pixels image = cell.resized(new Pixels(info.height(), info.width(), info.channels(), data));
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int first = (y * image.width() + x) * image.channels();
        int last = image.channels() - 1;
        int colour =
            (image.data()[first] & 0xFF) << 16
                | (image.data()[first + Math.min(1, last)] & 0xFF) << 8
                | (image.data()[first + last] & 0xFF);
        canvas.fill(left + x * zoom, top + y * zoom, zoom, zoom, colour);
      }
    }
  }

  private List<Integer> classCounts() {
    SplitInfo whole = info.splits().get(DatasetInfo.TRAIN);
    return whole == null ? train.info().classCounts() : whole.classCounts();
  }

  /** The first rows of each class in the split's own random order. */
  private List<List<Integer>> samples() {
    List<List<Integer>> samples = new ArrayList<>();
    info.classes().forEach(name -> samples.add(new ArrayList<>()));
    for (int row : train.rows()) {
      if (info.task() == Task.MULTICLASS) {
        add(samples.get(train.label(row)), row);
      } else {
        float[] labels = train.labelVectors(new int[] {row}, 0, 1);
        for (int c = 0; c < labels.length; c++) {
          if (labels[c] != 0) {
            add(samples.get(c), row);
          }
        }
      }
    }
    return samples;
  }

  private static void add(List<Integer> samples, int row) {
    if (samples.size() < SAMPLES) {
      samples.add(row);
    }
  }

  private int rowsInColumn() {
    return (info.classes().size() + columns - 1) / columns;
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    info.splits()
        .forEach(
            (name, split) ->
                text.append(number(split.count())).append(' ').append(name).append(", "));
    return text.append(info.height())
        .append(" x ")
        .append(info.width())
        .append(info.channels() == 1 ? " grey" : " RGB")
        .append(info.task() == Task.MULTILABEL ? ", several labels an image" : "")
        .toString();
  }

  private static String number(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String shown(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 2) + "..";
  }
}

package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.defect.SourceProblems;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import io.stillhouse.training.data.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * NIH ChestX-ray14: {@code Data_Entry_*.csv} with findings and patients, the official {@code
 * train_val_list.txt} and {@code test_list.txt}, and the pictures in folders named {@code images*}.
 * Of 14 findings any number may be present; {@code No Finding} is none of them.
 */
final class ChestXray14Format implements SourceFormat {
  private static final String TRAIN_LIST = "train_val_list.txt";
  private static final String TEST_LIST = "test_list.txt";

  /** In the order in which papers print them. */
  static final List<String> FINDINGS =
      List.of(
          "Atelectasis",
          "Cardiomegaly",
          "Effusion",
          "Infiltration",
          "Mass",
          "Nodule",
          "Pneumonia",
          "Pneumothorax",
          "Consolidation",
          "Edema",
          "Emphysema",
          "Fibrosis",
          "Pleural_Thickening",
          "Hernia");

  @Override
  public Catalogue read(FormatInput input) throws IOException {
    SourceProblems problems = new SourceProblems();
    if (!input.classNames().isEmpty() && !input.classNames().equals(FINDINGS)) {
      problems.add("classes cannot be chosen: chestxray14 has its 14 findings; leave it out");
    }
    Optional<TreeFile> table = find(input, problems, "Data_Entry.*\\.csv");
    Optional<TreeFile> trainFile = find(input, problems, TRAIN_LIST.replace(".", "\\."));
    Optional<TreeFile> testFile = find(input, problems, TEST_LIST.replace(".", "\\."));
    problems.throwIfAny();
    ChestXray14Table entries = ChestXray14Table.read(input, table.orElseThrow());
    Map<String, TreeFile> pictures = pictures(input);
    Map<String, Long> trainList = list(input, trainFile.orElseThrow());
    Map<String, Long> testList = list(input, testFile.orElseThrow());
    Map<Long, String> testPatients = new HashMap<>();
    for (String name : testList.keySet()) {
      entries.entry(name).ifPresent(entry -> testPatients.putIfAbsent(entry.patient(), name));
    }
    Listed train = new Listed(input, entries, pictures, trainFile.get());
    trainList.forEach((name, row) -> train.add(name, row, testPatients));
    Listed test = new Listed(input, entries, pictures, testFile.get());
    testList.forEach((name, row) -> test.add(name, row, Map.of()));
    return new Catalogue(
        Task.MULTILABEL,
        FINDINGS,
        Optional.empty(),
        1,
        new EncodedPixels(input.source()),
        train.items,
        List.of(),
        test.items,
        true);
  }

  /** Turns the rows of one official list into items. */
  private static final class Listed {
    private final FormatInput input;
    private final ChestXray14Table entries;
    private final Map<String, TreeFile> pictures;
    private final TreeFile list;
    final List<Item> items = new ArrayList<>();

    Listed(
        FormatInput input,
        ChestXray14Table entries,
        Map<String, TreeFile> pictures,
        TreeFile list) {
      this.input = input;
      this.entries = entries;
      this.pictures = pictures;
      this.list = list;
    }

    void add(String name, long row, Map<Long, String> forbiddenPatients) {
      if (entries.isUnusable(name)) {
        return;
      }
      ChestXray14Table.@Nullable Entry entry = entries.entry(name).orElse(null);
      TreeFile picture = pictures.get(name);
      if (entry == null) {
        defect(row, name + " has no row in the Data_Entry table; mend the table or the list");
      } else if (picture == null) {
        defect(row, "picture " + name + " is missing in the images folders; add it");
      } else if (forbiddenPatients.containsKey(entry.patient())) {
        defect(
            row,
            "patient %d of %s is also in %s (%s); keep a patient in one list"
                .formatted(
                    entry.patient(), name, TEST_LIST, forbiddenPatients.get(entry.patient())));
      } else {
        items.add(
            new Item(
                entry.number(),
                picture.path(),
                picture.position(),
                picture.size(),
                entry.findings(),
                entry.patient()));
      }
    }

    private void defect(long row, String reason) {
      input.defects().add(new Defect(list.path(), row, reason));
    }
  }

  private static Optional<TreeFile> find(
      FormatInput input, SourceProblems problems, String pattern) {
    List<TreeFile> found =
        input.files().stream().filter(file -> file.baseName().matches(pattern)).toList();
    if (found.size() != 1) {
      problems.add(
          "%s has %s file named like %s"
              .formatted(
                  input.source().name(),
                  found.isEmpty() ? "no" : "more than one",
                  pattern.replace("\\", "")));
    }
    return found.stream().findFirst();
  }

  private static Map<String, TreeFile> pictures(FormatInput input) {
    Map<String, TreeFile> pictures = new HashMap<>();
    for (TreeFile file : input.files()) {
      if (file.endsWith(".png", ".jpg", ".jpeg") && file.path().matches("(?:.*/)?images.*/[^/]+")) {
        TreeFile twin = pictures.putIfAbsent(file.baseName(), file);
        if (twin != null) {
          input
              .defects()
              .add(
                  new Defect(
                      file.path(), 0, "the picture is also at " + twin.path() + "; keep one"));
        }
      }
    }
    return pictures;
  }

  /** Names in a list with their rows. */
  private static Map<String, Long> list(FormatInput input, TreeFile file) throws IOException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(input.tree().open(file), StandardCharsets.UTF_8))) {
      long row = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        row++;
        String name = line.strip();
        if (!name.isEmpty() && rows.putIfAbsent(name, row) != null) {
          input
              .defects()
              .add(new Defect(file.path(), row, name + " is in the list twice; keep one"));
        }
      }
    }
    if (rows.isEmpty()) {
      throw new InvalidInputException(file.path() + " is empty");
    }
    return rows;
  }
}

package io.stillhouse.server.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.runstore.view.CurveSummary;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.server.curves.Curves;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.server.view.Summaries;
import io.stillhouse.v1.Cell;
import io.stillhouse.v1.CompareRunsRequest;
import io.stillhouse.v1.CompareRunsResponse;
import io.stillhouse.v1.ComparedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds runs beside each other. */
public final class Comparison {
  private static final int CONTEXT = 3;
  private static final String ALL = "*";

  private final RunStore index;
  private final RunRecordCache records;
  private final Summaries summaries;
  private final Evaluations evaluations;
  private final Curves curves;
  private final Verdicts verdicts;
  private final StepParameters stepParameters;

  /** Of the runs of a store. */
  public Comparison(
      RunStore index,
      RunRecordCache records,
      Summaries summaries,
      Evaluations evaluations,
      Curves curves,
      Verdicts verdicts) {
    this.index = index;
    this.records = records;
    this.summaries = summaries;
    this.evaluations = evaluations;
    this.curves = curves;
    this.verdicts = verdicts;
    this.stepParameters = new StepParameters(index, records);
  }

  /** Compares the runs that a request names. */
  public CompareRunsResponse of(CompareRunsRequest request) {
    List<RunLayout> layouts = Curves.runs(request.getRunsList());
    if (new HashSet<>(layouts).size() < layouts.size()) {
      throw ApiException.invalid("runs", "names a run twice");
    }
    List<RunDetails> runs = index.details(layouts);
    if (runs.size() < layouts.size()) {
      TreeSet<String> missing = new TreeSet<>(request.getRunsList());
      runs.forEach(run -> missing.remove(run.summary().run().name()));
      throw ApiException.notFound("there is no run " + String.join(", ", missing));
    }
    Wanted wanted = new Wanted(request.getReadMask());
    CompareRunsResponse.Builder answer = CompareRunsResponse.newBuilder();
    if (wanted.has("runs")) {
      runs.forEach(run -> answer.addRuns(summaries.of(run.summary(), List.of())));
    }
    if (wanted.has("parameters")) {
      answer.addAllParameters(parameters(runs));
    }
    if (wanted.has("step_parameters")) {
      answer.addAllStepParameters(compared(stepParameters.of(runs), Comparison::cell, true));
    }
    if (wanted.has("metrics")) {
      answer.addAllMetrics(metrics(runs));
    }
    if (wanted.has("definition_diffs")) {
      answer.addAllDefinitionDiffs(definitionDiffs(layouts));
    }
    List<String> names = curveNames(layouts);
    if (wanted.has("curve_names")) {
      answer.addAllCurveNames(names);
    }
    if (wanted.has("curves") && request.getCurvesCount() > 0) {
      boolean all = request.getCurvesList().contains(ALL);
      answer.addAllCurves(
          curves.of(
              layouts,
              List.of(),
              all ? List.of() : request.getCurvesList(),
              request.getMaxPoints()));
    }
    if (wanted.has("evaluations")) {
      runs.forEach(run -> answer.addAllEvaluations(evaluations.of(run)));
    }
    if (wanted.has("seed_groups") || wanted.has("verdicts")) {
      SeedGroups groups = SeedGroups.of(runs, records);
      answer.addAllSeedGroups(groups.messages());
      if (wanted.has("verdicts")) {
        answer.addAllVerdicts(verdicts.of(groups));
      }
    }
    return answer.build();
  }

  private static List<ComparedValue> parameters(List<RunDetails> runs) {
    List<Map<String, CellValue>> values = new ArrayList<>();
    runs.forEach(run -> values.add(run.parameters()));
    return compared(values, Comparison::cell, false);
  }

  private static List<ComparedValue> metrics(List<RunDetails> runs) {
    List<Map<String, Double>> values = new ArrayList<>();
    runs.forEach(run -> values.add(run.metrics()));
    return compared(values, value -> Cell.newBuilder().setNumber(value).build(), false);
  }

  /** How a value becomes a cell. */
  private interface CellOf<T> {
    Cell of(T value);
  }

  private static <T> List<ComparedValue> compared(
      List<Map<String, T>> runs, CellOf<T> cellOf, boolean onlyDiffering) {
    SortedMap<String, ComparedValue.Builder> byName = new TreeMap<>();
    for (Map<String, T> run : runs) {
      run.keySet().forEach(name -> byName.computeIfAbsent(name, key -> ComparedValue.newBuilder()));
    }
    List<ComparedValue> compared = new ArrayList<>();
    byName.forEach(
        (name, value) -> {
          for (Map<String, T> run : runs) {
            T own = run.get(name);
            value.addCells(own == null ? Cell.getDefaultInstance() : cellOf.of(own));
          }
          boolean differs = new HashSet<>(value.getCellsList()).size() > 1;
          if (differs || !onlyDiffering) {
            compared.add(value.setName(name).setDiffers(differs).build());
          }
        });
    return compared;
  }

  private static Cell cell(@Nullable CellValue value) {
    if (value == null) {
      return Cell.getDefaultInstance();
    }
    return value.number().isPresent()
        ? Cell.newBuilder().setNumber(value.number().getAsDouble()).build()
        : Cell.newBuilder().setText(value.text()).build();
  }

  private static Cell cell(Value value) {
    if (value instanceof io.stillhouse.model.value.IntegerValue integer) {
      return Cell.newBuilder().setNumber(integer.number()).build();
    }
    if (value instanceof io.stillhouse.model.value.NumberValue number) {
      return Cell.newBuilder().setNumber(number.number()).build();
    }
    return Cell.newBuilder()
        .setText(value instanceof TextValue text ? text.text() : value.canonicalText())
        .build();
  }

  private List<String> definitionDiffs(List<RunLayout> runs) {
    List<String> diffs = new ArrayList<>();
    String firstText = records.run(runs.get(0)).getDefinition().getSource();
    List<String> first = firstText.lines().toList();
    Map<String, String> known = new HashMap<>();
    for (RunLayout run : runs) {
      String text = records.run(run).getDefinition().getSource();
      if (text.equals(firstText)) {
        diffs.add("");
        continue;
      }
      diffs.add(
          known.computeIfAbsent(
              text,
              other ->
                  String.join(
                      "\n",
                      UnifiedDiffUtils.generateUnifiedDiff(
                          runs.get(0).folder(),
                          run.folder(),
                          first,
                          DiffUtils.diff(first, other.lines().toList()),
                          CONTEXT))));
    }
    return diffs;
  }

  private List<String> curveNames(List<RunLayout> runs) {
    TreeSet<String> names = new TreeSet<>();
    index.curveNames(runs).stream().map(CurveSummary::name).forEach(names::add);
    return List.copyOf(names);
  }
}

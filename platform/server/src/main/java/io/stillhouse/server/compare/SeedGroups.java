package io.stillhouse.server.compare;

import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.v1.SeedGroup;
import io.stillhouse.v1.SeedStatistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs that were asked to do the same but for their seeds: parameters whose names contain {@code
 * seed}. What is measured over them tells luck from merit.
 *
 * @param groups the runs of each group, in the order in which their first runs were asked for
 */
record SeedGroups(List<List<RunDetails>> groups) {

  static SeedGroups of(List<RunDetails> runs, RunRecordCache records) {
    Map<List<Object>, List<RunDetails>> byRequest = new LinkedHashMap<>();
    for (RunDetails run : runs) {
      Map<String, CellValue> others = new TreeMap<>(run.parameters());
      others.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).contains("seed"));
      List<Object> request =
          List.of(records.run(run.summary().run()).getDefinition().getSource(), others);
      byRequest.computeIfAbsent(request, key -> new ArrayList<>()).add(run);
    }
    return new SeedGroups(List.copyOf(byRequest.values()));
  }

  /** The group that a run is in. */
  int of(RunDetails run) {
    for (int group = 0; group < groups.size(); group++) {
      if (groups.get(group).contains(run)) {
        return group;
      }
    }
    throw new IllegalArgumentException(run.summary().run().name() + " is in none of the groups");
  }

  /** The runs of one group that have a figure. */
  List<RunDetails> having(int group, String metric) {
    return groups.get(group).stream().filter(run -> run.metrics().containsKey(metric)).toList();
  }

  /** The values of a figure that all of these runs have. */
  static double[] values(List<RunDetails> runs, String metric) {
    return runs.stream()
        .map(run -> run.metrics().get(metric))
        .mapToDouble(value -> value)
        .toArray();
  }

  List<SeedGroup> messages() {
    List<SeedGroup> messages = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      SeedGroup.Builder message = SeedGroup.newBuilder();
      TreeSet<String> metrics = new TreeSet<>();
      for (RunDetails run : groups.get(i)) {
        message.addRuns(run.summary().run().name());
        metrics.addAll(run.metrics().keySet());
      }
      for (String metric : metrics) {
        message.addStatistics(statistic(metric, values(having(i, metric), metric)));
      }
      messages.add(message.build());
    }
    return messages;
  }

  private static SeedStatistic statistic(String metric, double[] values) {
    Sample sample = Sample.of(values);
    SeedStatistic.Builder statistic =
        SeedStatistic.newBuilder().setMetric(metric).setCount(values.length).setMean(sample.mean());
    sample
        .interval()
        .ifPresent(
            interval ->
                statistic
                    .setStandardDeviation(Math.sqrt(sample.variance()))
                    .setLower(interval.lower())
                    .setUpper(interval.upper()));
    return statistic.build();
  }
}

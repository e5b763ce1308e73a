package io.stillhouse.server.runs;

import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.GroupSummary;
import io.stillhouse.runstore.view.RunPage;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunScope;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.server.view.Summaries;
import io.stillhouse.v1.Experiment;
import io.stillhouse.v1.ListExperimentsRequest;
import io.stillhouse.v1.ListExperimentsResponse;
import io.stillhouse.v1.ListRunFieldsResponse;
import io.stillhouse.v1.ListRunsRequest;
import io.stillhouse.v1.ListRunsResponse;
import io.stillhouse.v1.RunField;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StateCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Lists of runs, of what they have in common, and of what can be asked for. */
final class RunLists {
  private static final int USUAL = 50;
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_VALUES = 100;
  private static final int MOST_FIELDS = 5000;

  private final RunStore index;
  private final Summaries summaries;

  RunLists(RunStore index, Summaries summaries) {
    this.index = index;
    this.summaries = summaries;
  }

  ListRunsResponse list(ListRunsRequest request) {
    RunScope scope = scope(Names.pipelineOrAll("parent", request.getParent()));
    if (request.getColumnsCount() > MOST_COLUMNS) {
      throw ApiException.invalid("columns", "at most " + MOST_COLUMNS + " at once");
    }
    List<String> columns = List.copyOf(request.getColumnsList());
    RunPage page =
        index.list(
            new RunQuery(
                scope,
                request.getFilter(),
                request.getOrderBy(),
                columns,
                Pages.size(request.getPageSize(), USUAL, RunQuery.LARGEST_PAGE),
                request.getPageToken()));
    ListRunsResponse.Builder answer =
        ListRunsResponse.newBuilder()
            .setNextPageToken(page.nextPageToken())
            .setTotalSize(index.count(scope, request.getFilter()))
            .addAllNotices(page.notices());
    page.runs()
        .forEach(
            run -> answer.addRuns(Masks.apply(request.getReadMask(), summaries.of(run, columns))));
    return answer.build();
  }

  /** The runs of one pipeline; all for an empty name. */
  private static RunScope scope(String pipeline) {
    return pipeline.isEmpty() ? RunScope.ALL : RunScope.ofPipeline(pipeline);
  }

  ListRunFieldsResponse fields() {
    List<RunField> fields = new ArrayList<>();
    fields.add(field("pipeline", index.pipelines().stream().map(GroupSummary::name).toList()));
    fields.add(field("experiment", index.experiments().stream().map(GroupSummary::name).toList()));
    fields.add(
        field(
            "state",
            Arrays.stream(State.values())
                .filter(state -> state != State.UNRECOGNIZED && state != State.STATE_UNSPECIFIED)
                .map(State::name)
                .toList()));
    for (String name :
        List.of("name", "run", "owner", "launcher", "runner", "retry_of", "error_class")) {
      fields.add(field(name, List.of()));
    }
    for (String name : List.of("create_time", "start_time", "end_time", "duration")) {
      fields.add(field(name, List.of()));
    }
    for (String label : index.labelNames()) {
      fields.add(field("labels." + label, List.copyOf(index.labelValues(label).keySet())));
    }
    for (String parameter : index.parameterNames()) {
      fields.add(field("parameters." + parameter, List.of()));
    }
    for (String metric : index.metricNames()) {
      fields.add(RunField.newBuilder().setName("metrics." + metric).setNumeric(true).build());
    }
    return ListRunFieldsResponse.newBuilder()
        .addAllFields(fields.subList(0, Math.min(fields.size(), MOST_FIELDS)))
        .build();
  }

  private static RunField field(String name, List<String> values) {
    return RunField.newBuilder()
        .setName(name)
        .addAllValues(values.subList(0, Math.min(values.size(), MOST_VALUES)))
        .build();
  }

  ListExperimentsResponse experiments(ListExperimentsRequest request) {
    List<GroupSummary> byName =
        index.experiments().stream().sorted(Comparator.comparing(GroupSummary::name)).toList();
    Pages<GroupSummary> page = Pages.of(byName, request.getPageSize(), request.getPageToken(), 100);
    ListExperimentsResponse.Builder answer =
        ListExperimentsResponse.newBuilder().setNextPageToken(page.nextPageToken());
    for (GroupSummary group : page.items()) {
      Experiment.Builder experiment =
          answer
              .addExperimentsBuilder()
              .setName("experiments/" + group.name())
              .setRunCount(group.total())
              .setLatestTime(Times.toProto(group.lastCreateTime()))
              .addAllPipelines(group.related());
      group
          .runs()
          .forEach(
              (state, count) ->
                  experiment.addStateCounts(
                      StateCount.newBuilder().setState(state).setCount(count)));
    }
    return answer.build();
  }
}

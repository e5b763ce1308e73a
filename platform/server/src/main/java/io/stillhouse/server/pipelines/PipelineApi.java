package io.stillhouse.server.pipelines;

import io.grpc.stub.StreamObserver;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.forecast.StepForecast;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.orchestrator.run.RunRequest.CacheUse;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.GroupSummary;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.server.access.Callers;
import io.stillhouse.server.errors.Answers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.server.pipelines.DefinitionFiles.DefinitionFile;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.v1.CreatePipelineVersionRequest;
import io.stillhouse.v1.DefinitionOrigin;
import io.stillhouse.v1.GetPipelineRequest;
import io.stillhouse.v1.GetPipelineVersionRequest;
import io.stillhouse.v1.ListComponentsRequest;
import io.stillhouse.v1.ListComponentsResponse;
import io.stillhouse.v1.ListPipelineVersionsRequest;
import io.stillhouse.v1.ListPipelineVersionsResponse;
import io.stillhouse.v1.ListPipelinesRequest;
import io.stillhouse.v1.ListPipelinesResponse;
import io.stillhouse.v1.Pipeline;
import io.stillhouse.v1.PipelineServiceGrpc;
import io.stillhouse.v1.PipelineVersion;
import io.stillhouse.v1.PlanDefinitionRequest;
import io.stillhouse.v1.PlanDefinitionResponse;
import io.stillhouse.v1.PlannedStepView;
import io.stillhouse.v1.Resources;
import io.stillhouse.v1.StepFate;
import io.stillhouse.v1.ValidateDefinitionRequest;
import io.stillhouse.v1.ValidateDefinitionResponse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The PipelineService. */
public final class PipelineApi extends PipelineServiceGrpc.PipelineServiceImplBase {
  private static final int LONGEST_DESCRIPTION = 1000;

  private final Definitions definitions;
  private final Versions versions;
  private final DefinitionFiles files;
  private final RunStore index;
  private final RunRecordCache records;
  private final RunController controller;
  private final RunBackend backend;
  private final Callers callers;

  /**
   * @param folder the folder of definitions that a user may start from
   * @param controller knows what the cache would serve
   * @param backend what would start the steps
   */
  public PipelineApi(
      Definitions definitions,
      Versions versions,
      Path folder,
      RunStore index,
      RunRecordCache records,
      RunController controller,
      RunBackend backend,
      Callers callers) {
    this.definitions = definitions;
    this.versions = versions;
    this.files = new DefinitionFiles(folder, definitions);
    this.index = index;
    this.records = records;
    this.controller = controller;
    this.backend = backend;
    this.callers = callers;
  }

  @Override
  public void listPipelines(
      ListPipelinesRequest request, StreamObserver<ListPipelinesResponse> caller) {
    Answers.send(
        caller,
        () -> {
          Pages<Pipeline> page =
              Pages.of(
                  List.copyOf(all().values()), request.getPageSize(), request.getPageToken(), 100);
          return ListPipelinesResponse.newBuilder()
              .addAllPipelines(
                  page.items().stream()
                      .map(pipeline -> pipeline.toBuilder().clearSource().build())
                      .toList())
              .setNextPageToken(page.nextPageToken())
              .build();
        });
  }

  @Override
  public void getPipeline(GetPipelineRequest request, StreamObserver<Pipeline> caller) {
    Answers.send(
        caller,
        () -> {
          String name = Names.pipeline("name", request.getName());
          Pipeline pipeline = all().get(name);
          if (pipeline == null) {
            throw ApiException.notFound("there is no pipeline " + name);
          }
          return pipeline;
        });
  }

  private Map<String, Pipeline> all() {
    Map<String, Pipeline.Builder> found = new TreeMap<>();
    for (GroupSummary group : index.pipelines()) {
      Pipeline.Builder pipeline = at(found, group.name()).setRunCount(group.total());
      newestRun(group.name())
          .ifPresent(
              run -> {
                pipeline.setLatestRun(run.name());
                records
                    .find(run)
                    .ifPresent(
                        record ->
                            pipeline
                                .setDescription(record.getDefinition().getDescription())
                                .setExperiment(record.getDefinition().getExperiment())
                                .setSource(record.getDefinition().getSource())
                                .setOrigin(DefinitionOrigin.RUN_RECORD));
              });
    }
    for (Map.Entry<String, DefinitionFile> file : files.read().entrySet()) {
      say(at(found, file.getKey()), file.getValue().definition(), file.getValue().source())
          .setOrigin(DefinitionOrigin.FILE);
    }
    for (String name : versions.pipelines()) {
      versions
          .newest(name)
          .ifPresent(
              version -> {
                Pipeline.Builder pipeline =
                    at(found, name)
                        .setLatestVersion(version.getName())
                        .setSource(version.getSource())
                        .setOrigin(DefinitionOrigin.UPLOADED);
                definitions
                    .check(version.getSource(), Map.of())
                    .value()
                    .ifPresent(definition -> say(pipeline, definition, version.getSource()));
              });
    }
    Map<String, Pipeline> pipelines = new TreeMap<>();
    found.forEach((name, pipeline) -> pipelines.put(name, pipeline.build()));
    return pipelines;
  }

  private static Pipeline.Builder at(Map<String, Pipeline.Builder> found, String name) {
    return found.computeIfAbsent(
        name, key -> Pipeline.newBuilder().setName("pipelines/" + key).setExperiment(key));
  }

  private static Pipeline.Builder say(
      Pipeline.Builder pipeline, PipelineDefinition definition, String source) {
    return pipeline
        .setDescription(definition.description())
        .setExperiment(definition.experiment())
        .setSource(source);
  }

  private Optional<RunLayout> newestRun(String pipeline) {
    return index
        .list(RunQuery.newest(1).filteredBy("pipeline = \"" + pipeline + "\""))
        .runs()
        .stream()
        .map(io.stillhouse.runstore.view.RunSummary::run)
        .findFirst();
  }

  @Override
  public void createPipelineVersion(
      CreatePipelineVersionRequest request, StreamObserver<PipelineVersion> caller) {
    Answers.send(
        caller,
        () -> {
          String pipeline = Names.pipeline("parent", request.getParent());
          PipelineVersion asked = request.getVersion();
          if (asked.getDescription().length() > LONGEST_DESCRIPTION) {
            throw ApiException.invalid(
                "version.description", "has at most " + LONGEST_DESCRIPTION + " characters");
          }
          PipelineDefinition definition =
              definitions.check(asked.getSource(), Map.of()).orElseThrow();
          if (!definition.name().equals(pipeline)) {
            throw ApiException.invalid(
                "parent", "the definition is of pipeline '" + definition.name() + "'");
          }
          return request.getValidateOnly()
              ? asked
              : versions.add(
                  pipeline, asked.getSource(), asked.getDescription(), callers.current().name());
        });
  }

  @Override
  public void getPipelineVersion(
      GetPipelineVersionRequest request, StreamObserver<PipelineVersion> caller) {
    Answers.send(caller, () -> versions.get(Names.version("name", request.getName())));
  }

  @Override
  public void listPipelineVersions(
      ListPipelineVersionsRequest request, StreamObserver<ListPipelineVersionsResponse> caller) {
    Answers.send(
        caller,
        () -> {
          String pipeline = Names.pipeline("parent", request.getParent());
          List<Integer> newestFirst =
              versions.numbers(pipeline).stream().sorted(Comparator.reverseOrder()).toList();
          Pages<Integer> page =
              Pages.of(newestFirst, request.getPageSize(), request.getPageToken(), 100);
          return ListPipelineVersionsResponse.newBuilder()
              .addAllVersions(
                  page.items().stream()
                      .map(number -> versions.get(new Names.VersionName(pipeline, number)))
                      .map(version -> version.toBuilder().clearSource().build())
                      .toList())
              .setNextPageToken(page.nextPageToken())
              .build();
        });
  }

  @Override
  public void validateDefinition(
      ValidateDefinitionRequest request, StreamObserver<ValidateDefinitionResponse> caller) {
    Answers.send(
        caller,
        () -> {
          Checked<PipelineDefinition> checked =
              definitions.check(request.getSource(), request.getParametersMap());
          ValidateDefinitionResponse.Builder answer =
              ValidateDefinitionResponse.newBuilder().setValid(checked.isValid());
          checked.problems().forEach(problem -> answer.addProblems(Forms.problem(problem)));
          checked
              .value()
              .ifPresent(
                  definition -> {
                    answer
                        .setPipeline(definition.name())
                        .setDescription(definition.description())
                        .setExperiment(definition.experiment())
                        .setSweepRunCount(
                            definition.matrix().map(matrix -> matrix.points().size()).orElse(0));
                    definition
                        .parameters()
                        .values()
                        .forEach(parameter -> answer.addParameters(Forms.parameter(parameter)));
                  });
          return answer.build();
        });
  }

  @Override
  public void planDefinition(
      PlanDefinitionRequest request, StreamObserver<PlanDefinitionResponse> caller) {
    Answers.send(
        caller,
        () -> {
          Checked<ReadDefinition> checked =
              definitions.plan(request.getSource(), request.getParametersMap());
          PlanDefinitionResponse.Builder answer = PlanDefinitionResponse.newBuilder();
          checked.problems().forEach(problem -> answer.addProblems(Forms.problem(problem)));
          checked
              .value()
              .ifPresent(
                  read ->
                      plan(
                          answer,
                          read,
                          request.getNoCache() ? CacheUse.WRITE_ONLY : CacheUse.READ_AND_WRITE));
          return answer.build();
        });
  }

  private void plan(PlanDefinitionResponse.Builder answer, ReadDefinition read, CacheUse cacheUse) {
    answer
        .setPipeline(read.plan().definition().name())
        .putAllParameters(Values.toProto(read.plan().parameters()));
    Map<String, StepForecast> forecasts = new HashMap<>();
    try {
      controller
          .forecast(
              new RunRequest(
                  read.plan(),
                  read.components(),
                  definitions.base(),
                  Optional.empty(),
                  Map.of(),
                  cacheUse,
                  ResourceLimits.NONE,
                  backend))
          .forEach(forecast -> forecasts.put(forecast.step(), forecast));
    } catch (InvalidRunException e) {
      answer.addAllObstacles(e.problems());
    }
    for (PlannedStep step : read.plan().steps()) {
      answer.addSteps(view(step, Optional.ofNullable(forecasts.get(step.name()))));
    }
  }

  private static PlannedStepView view(PlannedStep step, Optional<StepForecast> forecast) {
    String item = step.item();
    PlannedStepView.Builder view =
        PlannedStepView.newBuilder()
            .setName(step.name())
            .setStepDefinition(step.stepDefinitionName())
            .setItem(item == null ? "" : item)
            .setComponent(step.component().name())
            .addAllUpstream(step.upstream())
            .putAllParameters(Values.toProto(step.parameters()))
            .setWhen(step.when().text())
            .setResources(
                Resources.newBuilder()
                    .setCpuMillis(step.resources().cpuMillis())
                    .setMemoryBytes(step.resources().memoryBytes())
                    .setGpus(step.resources().gpus()));
    forecast.ifPresent(
        known ->
            view.setFate(
                    switch (known.fate()) {
                      case CACHED -> StepFate.FATE_CACHED;
                      case RUNS -> StepFate.FATE_RUNS;
                      case SKIPPED -> StepFate.FATE_SKIPPED;
                      case OPEN -> StepFate.FATE_OPEN;
                    })
                .setReason(known.reason())
                .setCachedFrom(known.cachedFrom()));
    return view.build();
  }

  @Override
  public void listComponents(
      ListComponentsRequest request, StreamObserver<ListComponentsResponse> caller) {
    Answers.send(
        caller,
        () -> {
          var components =
              definitions.components().orElseThrow().catalog().components().stream()
                  .sorted(Comparator.comparing(component -> component.name()))
                  .toList();
          var page = Pages.of(components, request.getPageSize(), request.getPageToken(), 1000);
          return ListComponentsResponse.newBuilder()
              .addAllComponents(page.items().stream().map(Forms::component).toList())
              .setNextPageToken(page.nextPageToken())
              .build();
        });
  }
}

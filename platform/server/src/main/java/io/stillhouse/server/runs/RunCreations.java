package io.stillhouse.server.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.orchestrator.run.RunRequest.CacheUse;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.errors.FieldProblem;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.pipelines.Definitions;
import io.stillhouse.server.pipelines.ReadDefinition;
import io.stillhouse.server.pipelines.Versions;
import io.stillhouse.v1.CreateRunRequest;
import io.stillhouse.v1.RetryRunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates runs and has them carried out by processes of their own. */
public final class RunCreations {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final int MOST_LABELS = 64;
  private static final int LONGEST_LABEL = 256;

  private final ArtifactStore store;
  private final RunReader reader;
  private final RunController controller;
  private final RunBackend backend;
  private final Definitions definitions;
  private final Versions versions;
  private final Requests requests;
  private final RunStarter starter;

  /**
   * @param backend what starts the steps
   * @param starter starts what carries a run out
   */
  public RunCreations(
      ArtifactStore store,
      RunController controller,
      RunBackend backend,
      Definitions definitions,
      Versions versions,
      RunStarter starter) {
    this.store = store;
    this.reader = new RunReader(store);
    this.controller = controller;
    this.backend = backend;
    this.definitions = definitions;
    this.versions = versions;
    this.requests = new Requests(store);
    this.starter = starter;
  }

  /**
   * Creates a run and starts it.
   *
   * @return the run; empty if it was only to be checked
   */
  Optional<RunLayout> create(CreateRunRequest request) throws InterruptedException {
    RunRequest asked = checked(request);
    if (request.getValidateOnly()) {
      controller.forecast(asked);
      return Optional.empty();
    }
    RunLayout run =
        requests.run(
            request.getRequestId(),
            request.toBuilder().clearRequestId().build(),
            () -> controller.newLayout(asked.plan().definition().name()));
    if (store.read(run.runRecord()).isEmpty()) {
      controller.create(asked, run, RunListener.NONE);
    }
    start(run);
    return Optional.of(run);
  }

  /**
   * Creates a run under a name that was chosen before, and starts it, as far as neither was done.
   *
   * @param run a name that nobody else uses
   */
  public void create(CreateRunRequest request, RunLayout run) throws InterruptedException {
    if (store.read(run.runRecord()).isEmpty()) {
      controller.create(checked(request), run, RunListener.NONE);
    }
    start(run);
  }

  private RunRequest checked(CreateRunRequest request) {
    String pipeline = Names.pipeline("parent", request.getParent());
    ReadDefinition read =
        definitions.plan(source(request), request.getParametersMap()).orElseThrow();
    List<FieldProblem> problems = new ArrayList<>();
    if (!read.plan().definition().name().equals(pipeline)) {
      problems.add(
          new FieldProblem(
              "parent", "the definition is of pipeline '" + read.plan().definition().name() + "'"));
    }
    if (!request.getExperiment().isEmpty() && !request.getExperiment().matches(LABEL)) {
      problems.add(
          new FieldProblem(
              "experiment", "is 1 to 63 of a-z, 0-9 and '-', not beginning or ending with '-'"));
    }
    check(request.getLabelsMap(), problems);
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return new RunRequest(
        read.plan(),
        read.components(),
        definitions.base(),
        Optional.of(request.getExperiment()).filter(name -> !name.isEmpty()),
        request.getLabelsMap(),
        request.getNoCache() ? CacheUse.WRITE_ONLY : CacheUse.READ_AND_WRITE,
        ResourceLimits.NONE,
        backend);
  }

  /** Creates a run that repeats another one, and starts it. */
  RunLayout retry(RetryRunRequest request) throws InterruptedException {
    RunLayout other = Names.run("name", request.getName());
    if (request.getFromStep().isEmpty()) {
      throw ApiException.invalid("from_step", "say from which step on the run is repeated");
    }
    RunLayout run =
        requests.run(
            request.getRequestId(),
            request.toBuilder().clearRequestId().build(),
            () -> controller.newLayout(other.pipeline()));
    if (store.read(run.runRecord()).isEmpty()) {
      controller.retryFrom(other, request.getFromStep(), run);
    }
    start(run);
    return run;
  }

  /** Goes on with a run. */
  void resume(RunLayout run) throws InterruptedException {
    if (reader.isAtWork(run)) {
      throw ApiException.notNow("run " + run.name() + " is at work already");
    }
    starter.resume(run);
  }

  // A request that is repeated finds its run at work, or over; a server that was killed between the
  // two has left one that nobody carries out.
  private void start(RunLayout run) throws InterruptedException {
    if (store.read(run.outcome()).isEmpty() && !reader.isAtWork(run)) {
      starter.execute(run);
    }
  }

  private String source(CreateRunRequest request) {
    return switch (request.getDefinitionCase()) {
      case SOURCE -> request.getSource();
      case VERSION -> versions.get(Names.version("version", request.getVersion())).getSource();
      case DEFINITION_NOT_SET ->
          throw ApiException.invalid("source", "say which definition is run: source or version");
    };
  }

  private static void check(Map<String, String> labels, List<FieldProblem> problems) {
    if (labels.size() > MOST_LABELS) {
      problems.add(new FieldProblem("labels", "a run has at most " + MOST_LABELS + " labels"));
    }
    labels.forEach(
        (key, value) -> {
          if (key.isEmpty()
              || key.length() > LONGEST_LABEL
              || value.length() > LONGEST_LABEL
              || (key + value).chars().anyMatch(Character::isISOControl)) {
            problems.add(
                new FieldProblem(
                    "labels",
                    "keys have 1 to "
                        + LONGEST_LABEL
                        + " characters, values at most as many, and none is a control character"));
          }
        });
  }
}

package io.stillhouse.orchestrator;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.ImageName;
import io.stillhouse.orchestrator.components.Programs;
import io.stillhouse.orchestrator.components.ProgramsHere;
import io.stillhouse.orchestrator.components.RecordedPrograms;
import io.stillhouse.orchestrator.components.RunComponents;
import io.stillhouse.orchestrator.components.SourceParameters;
import io.stillhouse.orchestrator.components.SourceStaging;
import io.stillhouse.orchestrator.components.StagedSources;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.orchestrator.run.StepSession;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunComponent;
import io.stillhouse.v1.StagedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes records of runs from what a user asks for and what lies on this machine. */
final class RunCreation {
  private final ArtifactStore store;
  private final ContentDigests contents;
  private final ComponentDigests componentDigests;

  RunCreation(ArtifactStore store, ContentDigests contents, ComponentDigests componentDigests) {
    this.store = store;
    this.contents = contents;
    this.componentDigests = componentDigests;
  }

  /**
   * The record of a run that another machine may execute if it reaches the store: data and
   * descriptions of components are copied there.
   *
   * @throws InvalidRunException if something that it needs is missing
   */
  Run record(RunRequest request, RunLayout layout, Instant createTime, RunListener listener) {
    Run.Builder run = RunRecords.of(request, layout, createTime).toBuilder();
    try {
      if (request.backend().startsImages()) {
        run.addAllComponents(components(request));
      }
      if (!"file".equals(store.root().getScheme())) {
        run.addAllStagedSources(staged(request, listener));
      }
    } catch (IOException e) {
      throw new InvalidRunException(List.of(String.valueOf(e.getMessage())));
    }
    return run.build();
  }

  /**
   * What the components of a request start.
   *
   * @throws InvalidRunException if that cannot be found out
   */
  Programs programs(RunRequest request) {
    try {
      return request.backend().startsImages()
          ? RecordedPrograms.of(components(request))
          : new ProgramsHere(request.components(), componentDigests);
    } catch (IOException e) {
      throw new InvalidRunException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** The sources of a request, as they lie on this machine. */
  SourceParameters sources(RunRequest request) {
    return new SourceParameters(request.sourceBase(), contents, StagedSources.NONE);
  }

  /**
   * Looks for data and built components.
   *
   * @throws InvalidRunException naming everything that is missing
   */
  void requireEverythingIsThere(RunRequest request) {
    List<String> problems = new ArrayList<>();
    problems.addAll(StepSession.of(request.backend()).problems(request.plan().steps()));
    SourceParameters sources = sources(request);
    Set<String> looked = new HashSet<>();
    for (PlannedStep step : request.plan().steps()) {
      problems.addAll(sources.problems(step));
      String component = step.component().name();
      boolean onlyTheImageCounts =
          request.backend().startsImages() && new ImageName(step.component().image()).isPinned();
      if (!onlyTheImageCounts && looked.add(component)) {
        componentDigests
            .problem(step.component(), request.components().folder(component))
            .ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidRunException(problems);
    }
  }

  /**
   * Looks whether the store still has what was copied for a run.
   *
   * @throws InvalidRunException naming everything that was deleted meanwhile
   */
  void requireCopies(Run run) {
    ArtifactReader reader = new ArtifactReader(store);
    List<String> problems =
        run.getStagedSourcesList().stream()
            .filter(source -> reader.find(source.getCopy().getPath()).isEmpty())
            .map(
                source ->
                    "the copy of "
                        + source.getPath()
                        + " was deleted from "
                        + store.root()
                        + " while the run was created, which took longer than gc waits for a"
                        + " silent process; try again")
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidRunException(problems);
    }
  }

  private List<RunComponent> components(RunRequest request) throws IOException {
    return RunComponents.record(
        request.plan(), request.components(), componentDigests, request.backend().registry());
  }

  private List<StagedSource> staged(RunRequest request, RunListener listener) throws IOException {
    Set<Path> files = new TreeSet<>();
    for (PlannedStep step : request.plan().steps()) {
      files.addAll(sources(request).files(step));
    }
    SourceStaging staging = new SourceStaging(store, contents);
    List<StagedSource> staged = new ArrayList<>();
    for (Path file : files) {
      listener.staging(file);
      staged.add(staging.stage(file));
    }
    return staged;
  }
}

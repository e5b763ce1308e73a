package io.stillhouse.server.runs;

import com.google.protobuf.Empty;
import com.google.protobuf.util.FieldMaskUtil;
import io.grpc.stub.StreamObserver;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.retention.RunRemoval;
import io.stillhouse.release.promotion.Promotions;
import io.stillhouse.server.compare.Comparison;
import io.stillhouse.server.errors.Answers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.watch.Watches;
import io.stillhouse.v1.CancelRunRequest;
import io.stillhouse.v1.CompareRunsRequest;
import io.stillhouse.v1.CompareRunsResponse;
import io.stillhouse.v1.CreateRunRequest;
import io.stillhouse.v1.DeleteRunRequest;
import io.stillhouse.v1.GetRunRequest;
import io.stillhouse.v1.ListExperimentsRequest;
import io.stillhouse.v1.ListExperimentsResponse;
import io.stillhouse.v1.ListRunFieldsRequest;
import io.stillhouse.v1.ListRunFieldsResponse;
import io.stillhouse.v1.ListRunsRequest;
import io.stillhouse.v1.ListRunsResponse;
import io.stillhouse.v1.ResumeRunRequest;
import io.stillhouse.v1.RetryRunRequest;
import io.stillhouse.v1.RunDetail;
import io.stillhouse.v1.RunServiceGrpc;
import io.stillhouse.v1.RunSummary;
import io.stillhouse.v1.UpdateRunRequest;
import io.stillhouse.v1.WatchRunRequest;
import io.stillhouse.v1.WatchRunResponse;
import io.stillhouse.v1.WatchRunsRequest;
import io.stillhouse.v1.WatchRunsResponse;
import java.util.Optional;

/** The RunService. */
public final class RunApi extends RunServiceGrpc.RunServiceImplBase {
  private final IndexedRuns runs;
  private final RunCreations creations;
  private final RunController controller;
  private final RunRemoval removal;
  private final Promotions promotions;
  private final Comparison comparison;
  private final Watches watches;
  private final RunLists lists;

  /**
   * @param runs what is known of runs
   * @param removal deletes runs
   */
  public RunApi(
      IndexedRuns runs,
      RunCreations creations,
      RunController controller,
      RunRemoval removal,
      Promotions promotions,
      Comparison comparison,
      Watches watches) {
    this.runs = runs;
    this.creations = creations;
    this.controller = controller;
    this.removal = removal;
    this.promotions = promotions;
    this.comparison = comparison;
    this.watches = watches;
    this.lists = new RunLists(runs.index(), runs.summaries());
  }

  @Override
  public void createRun(CreateRunRequest request, StreamObserver<RunDetail> caller) {
    Answers.send(
        caller,
        () -> {
          Optional<RunLayout> run = creations.create(request);
          return run.isPresent() ? runs.readAgain(run.get()) : RunDetail.getDefaultInstance();
        });
  }

  @Override
  public void getRun(GetRunRequest request, StreamObserver<RunDetail> caller) {
    Answers.send(
        caller,
        () ->
            Masks.apply(
                request.getReadMask(), runs.details().of(Names.run("name", request.getName()))));
  }

  @Override
  public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> caller) {
    Answers.send(caller, () -> lists.list(request));
  }

  @Override
  public void listRunFields(
      ListRunFieldsRequest request, StreamObserver<ListRunFieldsResponse> caller) {
    Answers.send(
        caller,
        () -> {
          Names.pipelineOrAll("parent", request.getParent());
          return lists.fields();
        });
  }

  @Override
  public void watchRun(WatchRunRequest request, StreamObserver<WatchRunResponse> caller) {
    watches.run(request, caller);
  }

  @Override
  public void watchRuns(WatchRunsRequest request, StreamObserver<WatchRunsResponse> caller) {
    watches.runs(request, caller);
  }

  @Override
  public void updateRun(UpdateRunRequest request, StreamObserver<RunSummary> caller) {
    Answers.send(
        caller,
        () -> {
          RunLayout run = Names.run("run.name", request.getRun().getName());
          runs.details().of(run);
          if (request.getUpdateMask().getPathsCount() != 1
              || !request.getUpdateMask().getPaths(0).equals("pinned")) {
            throw ApiException.invalid(
                "update_mask",
                "only 'pinned' can change, not '"
                    + FieldMaskUtil.toString(request.getUpdateMask())
                    + "'");
          }
          runs.summaries().pin(run, request.getRun().getPinned());
          return runs.details().of(run).getSummary();
        });
  }

  @Override
  public void cancelRun(CancelRunRequest request, StreamObserver<RunDetail> caller) {
    Answers.send(
        caller,
        () -> {
          RunLayout run = Names.run("name", request.getName());
          runs.records().run(run);
          controller.cancel(run);
          return runs.readAgain(run);
        });
  }

  @Override
  public void resumeRun(ResumeRunRequest request, StreamObserver<RunDetail> caller) {
    Answers.send(
        caller,
        () -> {
          RunLayout run = Names.run("name", request.getName());
          runs.records().run(run);
          creations.resume(run);
          return runs.readAgain(run);
        });
  }

  @Override
  public void retryRun(RetryRunRequest request, StreamObserver<RunDetail> caller) {
    Answers.send(
        caller,
        () -> {
          runs.records().run(Names.run("name", request.getName()));
          return runs.readAgain(creations.retry(request));
        });
  }

  @Override
  public void deleteRun(DeleteRunRequest request, StreamObserver<Empty> caller) {
    Answers.send(
        caller,
        () -> {
          RunLayout run = Names.run("name", request.getName());
          runs.records().run(run);
          if (runs.summaries().isPinned(run)) {
            throw ApiException.notNow("run " + run.name() + " is pinned; unpin it first");
          }
          if (promotions.keptRuns().contains(run)) {
            throw ApiException.notNow(
                "run " + run.name() + " bears an alias, or may get it back; promote another first");
          }
          removal.remove(run, path -> runs.isServedElsewhere(run, path));
          runs.forget(run);
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void compareRuns(CompareRunsRequest request, StreamObserver<CompareRunsResponse> caller) {
    Answers.send(caller, () -> Masks.apply(request.getReadMask(), comparison.of(request)));
  }

  @Override
  public void listExperiments(
      ListExperimentsRequest request, StreamObserver<ListExperimentsResponse> caller) {
    Answers.send(caller, () -> lists.experiments(request));
  }
}

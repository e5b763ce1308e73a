package io.stillhouse.server.artifacts;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.ArtifactSummary;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.artifacts.StoredArtifacts.FoundFile;
import io.stillhouse.server.artifacts.preview.Examples;
import io.stillhouse.server.artifacts.preview.Previews;
import io.stillhouse.server.compare.Evaluations;
import io.stillhouse.server.errors.Answers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.errors.Failures;
import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.names.Names.ArtifactName;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.v1.ArtifactDetail;
import io.stillhouse.v1.ArtifactPreview;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactServiceGrpc;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.DownloadFileRequest;
import io.stillhouse.v1.GetArtifactRequest;
import io.stillhouse.v1.ListArtifactsRequest;
import io.stillhouse.v1.ListArtifactsResponse;
import io.stillhouse.v1.ListExamplesRequest;
import io.stillhouse.v1.ListExamplesResponse;
import io.stillhouse.v1.PreviewArtifactRequest;
import io.stillhouse.v1.QueryLineageRequest;
import io.stillhouse.v1.QueryLineageResponse;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The ArtifactService. */
public final class ArtifactApi extends ArtifactServiceGrpc.ArtifactServiceImplBase {
  private static final int PIECE = 1 << 18;
  private static final int DEEPEST = 100;
  private static final int USUAL_DEPTH = 20;
  private static final long NOT_READY_NANOS = 5_000_000;

  private final RunStore index;
  private final StoredArtifacts artifacts;
  private final Evaluations evaluations;
  private final LineageGraph lineage;

  /** Of a store and its index. */
  public ArtifactApi(RunStore index, StoredArtifacts artifacts, Evaluations evaluations) {
    this.index = index;
    this.artifacts = artifacts;
    this.evaluations = evaluations;
    this.lineage = new LineageGraph(index);
  }

  @Override
  public void listArtifacts(
      ListArtifactsRequest request, StreamObserver<ListArtifactsResponse> caller) {
    Answers.send(
        caller,
        () -> {
          RunLayout layout = Names.run("parent", request.getParent());
          RunDetails run =
              index
                  .run(layout)
                  .orElseThrow(() -> ApiException.notFound("there is no run " + layout.name()));
          List<ListedArtifact> all = new ArrayList<>();
          for (StepSummary step : run.steps()) {
            step.outputs().forEach(output -> all.add(new ListedArtifact(step, output)));
          }
          Pages<ListedArtifact> page =
              Pages.of(all, request.getPageSize(), request.getPageToken(), 100);
          ListArtifactsResponse.Builder answer =
              ListArtifactsResponse.newBuilder().setNextPageToken(page.nextPageToken());
          page.items().forEach(listed -> answer.addArtifacts(listed(layout, listed)));
          return answer.build();
        });
  }

  /** An artifact that a step of a run has. */
  private record ListedArtifact(StepSummary step, ArtifactSummary output) {}

  private ArtifactDetail listed(RunLayout run, ListedArtifact listed) {
    ArtifactName name = ArtifactName.ofPath(listed.output().reference().getPath());
    return artifacts.detail(name, listed.output().reference()).toBuilder()
        .clearFiles()
        .setRunStep(run.name() + "/steps/" + listed.step().name())
        .setCached(listed.step().cached())
        .build();
  }

  @Override
  public void getArtifact(GetArtifactRequest request, StreamObserver<ArtifactDetail> caller) {
    Answers.send(caller, () -> artifacts.detail(Names.artifact("name", request.getName())));
  }

  @Override
  public void queryLineage(
      QueryLineageRequest request, StreamObserver<QueryLineageResponse> caller) {
    Answers.send(
        caller,
        () -> {
          ArtifactName name = Names.artifact("name", request.getName());
          if (request.getDepth() < 0 || request.getDepth() > DEEPEST) {
            throw ApiException.invalid("depth", "is 1 to " + DEEPEST);
          }
          artifacts.reference(name);
          return lineage.of(
              name,
              request.getDirection(),
              request.getDepth() == 0 ? USUAL_DEPTH : request.getDepth());
        });
  }

  @Override
  public void previewArtifact(
      PreviewArtifactRequest request, StreamObserver<ArtifactPreview> caller) {
    Answers.send(caller, () -> Previews.of(folder(Names.artifact("name", request.getName()))));
  }

  @Override
  public void listExamples(
      ListExamplesRequest request, StreamObserver<ListExamplesResponse> caller) {
    Answers.send(
        caller,
        () -> {
          ArtifactName name = Names.artifact("parent", request.getParent());
          ArtifactFolder metrics = folder(name);
          return new Examples(
                  metrics,
                  evaluations
                      .read(metrics.reference())
                      .orElseThrow(
                          () -> ApiException.notNow("artifact " + name + " has no evaluation")),
                  artifacts.input(name, ArtifactType.DATASET))
              .list(request);
        });
  }

  private ArtifactFolder folder(ArtifactName name) {
    ArtifactReference reference = artifacts.reference(name);
    return new ArtifactFolder(artifacts.store(), reference, artifacts.manifest(reference));
  }

  @Override
  public void downloadFile(DownloadFileRequest request, StreamObserver<HttpBody> caller) {
    ServerCallStreamObserver<HttpBody> stream = (ServerCallStreamObserver<HttpBody>) caller;
    try {
      FoundFile found =
          artifacts.file(Names.artifact("name", request.getName()), request.getPath());
      String type = MediaTypes.of(found.file().getPath());
      try (InputStream content = artifacts.store().open(found.key())) {
        for (byte[] piece = content.readNBytes(PIECE);
            piece.length > 0 && !stream.isCancelled();
            piece = content.readNBytes(PIECE)) {
          while (!stream.isReady() && !stream.isCancelled()) {
            LockSupport.parkNanos(NOT_READY_NANOS);
          }
          stream.onNext(
              HttpBody.newBuilder()
                  .setContentType(type)
                  .setData(ByteString.copyFrom(piece))
                  .build());
        }
      }
      if (!stream.isCancelled()) {
        stream.onCompleted();
      }
    } catch (Exception e) {
      caller.onError(Failures.told(e));
    }
  }
}

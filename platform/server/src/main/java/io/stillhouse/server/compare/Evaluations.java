package io.stillhouse.server.compare;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.runstore.view.ArtifactSummary;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.names.Names.ArtifactName;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.RunEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluations of runs. What was read last is kept: artifacts never change. */
public final class Evaluations {
  /** The file of a Metrics artifact. */
  public static final String FILE = "evaluation.json";

  private static final int KEPT = 200;

  private final ArtifactStore store;
  private final Map<String, Evaluation> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Evaluation> eldest) {
          return size() > KEPT;
        }
      };

  /** From a store. */
  public Evaluations(ArtifactStore store) {
    this.store = store;
  }

  /**
   * An evaluation of a run.
   *
   * @param step the step that made it, or that the cache served with it
   * @param reference the artifact
   * @param evaluation what it says
   */
  record Found(String step, ArtifactReference reference, Evaluation evaluation) {
    ArtifactName name() {
      return ArtifactName.ofPath(reference.getPath());
    }
  }

  /** The evaluations of a run's steps, in plan order. */
  List<Found> find(RunDetails run) {
    List<Found> found = new ArrayList<>();
    for (StepSummary step : run.steps()) {
      for (ArtifactSummary output : step.outputs()) {
        if (output.reference().getType() == ArtifactType.METRICS) {
          read(output.reference())
              .ifPresent(
                  evaluation -> found.add(new Found(step.name(), output.reference(), evaluation)));
        }
      }
    }
    return found;
  }

  /** The same as messages. */
  List<RunEvaluation> of(RunDetails run) {
    return find(run).stream()
        .map(
            found ->
                RunEvaluation.newBuilder()
                    .setRun(run.summary().run().name())
                    .setStep(found.step())
                    .setArtifact(found.name().toString())
                    .setEvaluation(found.evaluation())
                    .build())
        .toList();
  }

  /** The evaluation of an artifact; empty if it has none that can be read. */
  public Optional<Evaluation> read(ArtifactReference reference) {
    synchronized (kept) {
      Evaluation known = kept.get(reference.getDigest());
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Evaluation> read;
    try {
      read =
          ProtoJson.read(store, reference.getPath() + "/" + FILE, Evaluation.getDefaultInstance());
    } catch (DamagedObjectException e) {
      // Metrics of somebody else's component: there is nothing of ours to show.
      return Optional.empty();
    }
    synchronized (kept) {
      read.ifPresent(evaluation -> kept.put(reference.getDigest(), evaluation));
    }
    return read;
  }
}

package io.stillhouse.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.stillhouse.training.checkpoint.CheckpointException;
import io.stillhouse.training.checkpoint.CheckpointFolder;
import io.stillhouse.training.checkpoint.RunningMean;
import io.stillhouse.training.checkpoint.TrainingPosition;
import io.stillhouse.training.checkpoint.TrainingState;
import io.stillhouse.training.modelfile.CurvePoint;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.optimiser.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One run of the loop: its position and everything that moves with it. */
final class TrainingRun {
  private static final int POINTS_OF_A_CURVE = 500;
  private static final String PARTS = "train/lossPart/";

  private final TrainingLoopSettings settings;
  private final TrainingSurroundings surroundings;
  private final ParameterSet network;
  private final List<TrainingPhase> phases;
  private final NDManager manager;
  private final BestWeights best;
  private final CurveRecorder curves;
  private final CheckpointWriter checkpoints;
  private final long totalSteps;
  private final long stepsBetweenPoints;

  private TrainingPosition position = TrainingPosition.START;
  private long sequence;
  private RunningMean window = RunningMean.EMPTY;
  private RunningMean epochLoss = RunningMean.EMPTY;
  private double lastEpochLoss = Double.NaN;
  private Map<String, NDArray> savedMomentum = Map.of();

  /**
   * @param manager owned by the run: closed after it
   */
  TrainingRun(
      TrainingLoopSettings settings,
      TrainingSurroundings surroundings,
      ParameterSet network,
      List<TrainingPhase> phases,
      NDManager manager) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.network = network;
    this.phases = List.copyOf(phases);
    this.manager = manager;
    best = new BestWeights(network, manager);
    totalSteps = phases.stream().mapToLong(TrainingPhase::steps).sum();
    stepsBetweenPoints = Math.max(1, totalSteps / POINTS_OF_A_CURVE);
    TrainingHistory before = restore();
    curves = new CurveRecorder(surroundings.listener(), before);
    checkpoints =
        new CheckpointWriter(
            settings.checkpoints(), surroundings, sequence == 0 ? "none" : position.toString());
  }

  TrainingOutcome run() throws IOException {
    while (position.phase() < phases.size()) {
      runPhase(phases.get(position.phase()));
      position = position.nextPhase();
    }
    if (settings.selection() == Selection.BEST) {
      best.restore();
    }
    TrainingHistory history = curves.history();
    return new TrainingOutcome(history, lastEpochLoss, validation(history));
  }

  private void runPhase(TrainingPhase phase) throws IOException {
    network.freeze();
    phase.trained().unfreeze();
    try (Sgd optimiser = new Sgd(phase.trained(), settings.optimiser(), manager)) {
      if (!savedMomentum.isEmpty()) {
        optimiser.load(savedMomentum);
        savedMomentum.values().forEach(NDArray::close);
        savedMomentum = Map.of();
      }
      while (position.epoch() < phase.epochs()) {
        finishEpoch(phase, optimiser);
      }
    }
  }

  /** Runs what is left of the current epoch. */
  private void finishEpoch(TrainingPhase phase, Sgd optimiser) throws IOException {
    while (position.batch() < phase.objective().batches()) {
      step(phase, optimiser);
      boolean stop = surroundings.stopRequested().getAsBoolean();
      if (stop || checkpoints.dueWithinEpoch()) {
        checkpoint(phase, optimiser);
      }
      if (stop) {
        throw new TrainingStoppedException(position);
      }
    }
    lastEpochLoss = epochLoss.mean();
    validate(phase);
    epochLoss = RunningMean.EMPTY;
    position = position.nextEpoch();
    if (checkpoints.dueAtEpochEnd()) {
      checkpoint(phase, optimiser);
    }
  }

  private void step(TrainingPhase phase, Sgd optimiser) {
    long stepOfPhase = (long) position.epoch() * phase.objective().batches() + position.batch();
    double learningRate = phase.schedule().at(stepOfPhase);
    double loss;
    try (NDManager step = manager.newSubManager()) {
      Supplier<BatchLoss> forward =
          phase.objective().batch(position.epoch(), position.batch(), step);
      loss = backward(forward, step);
      if (!Double.isFinite(loss)) {
        throw diverged("The loss is " + loss, learningRate);
      }
      optimiser.step(learningRate);
    }
    position = position.nextBatch();
    window = window.with(loss);
    epochLoss = epochLoss.with(loss);
    if (position.step() % stepsBetweenPoints == 0) {
      curves.add("train/loss", position.step(), window.mean());
      curves.add("train/learningRate", position.step(), learningRate);
      window = RunningMean.EMPTY;
    }
    surroundings.listener().progress().report(stage(phase), position.step(), totalSteps, "steps");
  }

  private double backward(Supplier<BatchLoss> forward, NDManager step) {
    try (GradientCollector collector = step.getEngine().newGradientCollector()) {
      BatchLoss loss = forward.get();
      double value = loss.total().getFloat();
      if (Double.isFinite(value)) {
        tellParts(loss.parts());
        collector.backward(loss.total());
      }
      return value;
    }
  }

  /**
   * Tells what the loss of a batch consists of, where its curve gets a point. Reading a number is
   * not free, and the history of a model has no need of these: they are for whoever watches.
   */
  private void tellParts(List<LossPart> parts) {
    long next = position.step() + 1;
    if (next % stepsBetweenPoints == 0) {
      parts.forEach(
          part -> surroundings.listener().points().add(PARTS + part.name(), next, part.read()));
    }
  }

  private void validate(TrainingPhase phase) {
    Validation validation = phase.objective().validate(manager);
    StringBuilder summary =
        new StringBuilder(String.format(Locale.ROOT, "%s: loss %.4f", stage(phase), lastEpochLoss));
    double learningRate = phase.schedule().at(Math.max(0, position.step() - 1));
    validation
        .curves()
        .forEach(
            (curve, value) -> {
              if (!Double.isFinite(value)) {
                throw diverged(curve + " is " + value, learningRate);
              }
              curves.add(curve, position.step(), value);
              summary.append(String.format(Locale.ROOT, ", %s %.4f", curve, value));
            });
    surroundings.listener().messages().say(summary.toString());
    if (settings.selection() == Selection.BEST) {
      best.offer(position.epoch(), validation.score());
    }
  }

  private void checkpoint(TrainingPhase phase, Sgd optimiser) throws IOException {
    ParameterSet all = withCompanions(phase);
    requireFinite(all, phase.schedule().at(0));
    sequence++;
    TrainingState state =
        new TrainingState(
            settings.fingerprint(),
            sequence,
            position,
            window,
            epochLoss,
            lastEpochLoss,
            best.epoch(),
            curves.history());
    checkpoints.write(state, all.arrays(), optimiser.state(), best.weights());
  }

  /** A finite loss can still have sent a weight to infinity: no checkpoint may hold that. */
  private void requireFinite(ParameterSet all, double learningRate) {
    for (Parameter parameter : all) {
      try (NDArray sum = parameter.array().sum()) {
        if (!Float.isFinite(sum.getFloat())) {
          throw diverged(parameter.name() + " is no longer finite", learningRate);
        }
      }
    }
  }

  private TrainingHistory restore() {
    Optional<Path> latest = surroundings.checkpoints().latest();
    if (latest.isEmpty()) {
      return TrainingHistory.empty();
    }
    CheckpointFolder.Contents saved = CheckpointFolder.read(latest.get(), manager);
    TrainingState state = saved.state();
    if (!state.fingerprint().equals(settings.fingerprint())
        || state.position().phase() >= phases.size()) {
      throw new CheckpointException(
          ("The checkpoint in %s is of a training with other parameters or inputs; delete it to"
                  + " start again")
              .formatted(latest.get()));
    }
    position = state.position();
    sequence = state.sequence();
    window = state.window();
    epochLoss = state.epochLoss();
    lastEpochLoss = state.lastEpochLoss();
    try {
      withCompanions(phases.get(position.phase())).load(saved.weights());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "The checkpoint in %s does not fit: %s".formatted(latest.get(), e.getMessage()), e);
    }
    saved.weights().values().forEach(NDArray::close);
    savedMomentum = saved.momentum();
    best.resume(state.best(), saved.best());
    surroundings.listener().messages().say("Continuing from a checkpoint at " + position);
    return state.history();
  }

  private ParameterSet withCompanions(TrainingPhase phase) {
    List<Parameter> all = new ArrayList<>();
    network.forEach(all::add);
    phase.companions().forEach(all::add);
    return new ParameterSet(all);
  }

  private DivergedException diverged(String what, double learningRate) {
    return new DivergedException(
        ("%s at %s with learning rate %s. The last good checkpoint: %s. Lower the learning rate, or"
                + " warm it up over more steps.")
            .formatted(what, position, learningRate, checkpoints.lastKept()));
  }

  private String stage(TrainingPhase phase) {
    String epoch = "epoch %d of %d".formatted(position.epoch() + 1, phase.epochs());
    return phase.name().isEmpty() ? epoch : phase.name() + ", " + epoch;
  }

  /** The values of the epoch whose weights the network has now. */
  private Map<String, Double> validation(TrainingHistory history) {
    Map<String, Double> values = new LinkedHashMap<>();
    history
        .curves()
        .forEach(
            (curve, points) -> {
              if (curve.startsWith("validation/")) {
                CurvePoint point =
                    best.epoch() == null
                        ? points.get(points.size() - 1)
                        : points.get(best.epoch().epoch());
                values.put(curve, point.value());
              }
            });
    return values;
  }
}

package io.stillhouse.training.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Stochastic gradient descent with PyTorch's update: with g = gradient + weightDecay * w, v =
 * momentum * v + g, then w -= rate * v, or w -= rate * (g + momentum * v) in Nesterov's form. The
 * rate is no part of v, so changing it leaves the momentum as it is.
 */
public final class Sgd implements AutoCloseable {
  private final SgdSettings settings;
  private final NDManager manager;
  private final List<Parameter> parameters;
  private final Map<String, NDArray> momentum;
  private final NDArray kept;
  private final NDArray decay;

  /**
   * @param parameters what to train: those of them that are trainable now
   * @param manager parent of the manager that owns the momentum
   */
  public Sgd(ParameterSet parameters, SgdSettings settings, NDManager manager) {
    this.settings = settings;
    this.manager = manager.newSubManager();
    this.parameters = parameters.trainable().stream().toList();
    this.kept = this.manager.create((float) settings.momentum());
    this.decay = this.manager.create((float) settings.weightDecay());
    Map<String, NDArray> buffers = new LinkedHashMap<>();
    for (Parameter parameter : this.parameters) {
      buffers.put(parameter.name(), this.manager.zeros(parameter.array().getShape()));
    }
    this.momentum = Collections.unmodifiableMap(buffers);
  }

  /**
   * Moves every parameter by its gradient and sets the gradients to 0. To be called after the
   * gradient collector was closed.
   *
   * @param learningRate of this step, at least 0
   */
  public void step(double learningRate) {
    if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "a learning rate must be at least 0 and finite, not " + learningRate);
    }
    try (GradientRecording ignored = GradientRecording.off();
        NDArray rate = manager.create((float) learningRate)) {
      for (Parameter parameter : parameters) {
        try (NDArray gradient = parameter.array().getGradient()) {
          update(parameter, gradient, rate);
        }
        JniUtils.zeroGrad((PtNDArray) parameter.array());
      }
    }
  }

  /** Overwrites the gradient, which is not needed any more. */
  private void update(Parameter parameter, NDArray gradient, NDArray rate) {
    NDArray weight = parameter.array();
    if (settings.weightDecay() > 0 && settings.decayed().includes(parameter)) {
      try (NDArray decayed = weight.mul(decay)) {
        gradient.addi(decayed);
      }
    }
    NDArray velocity = Objects.requireNonNull(momentum.get(parameter.name()));
    velocity.muli(kept).addi(gradient);
    if (settings.momentumForm() == SgdSettings.MomentumForm.NESTEROV) {
      try (NDArray ahead = velocity.mul(kept)) {
        gradient.addi(ahead).muli(rate);
      }
      weight.subi(gradient);
    } else {
      try (NDArray step = velocity.mul(rate)) {
        weight.subi(step);
      }
    }
  }

  /** Sets all gradients to 0 without a step, whatever they are. */
  public void discardGradients() {
    for (Parameter parameter : parameters) {
      JniUtils.zeroGrad((PtNDArray) parameter.array());
    }
  }

  /** The momentum by parameter name, to be saved; owned by this optimiser. */
  public Map<String, NDArray> state() {
    return momentum;
  }

  /**
   * Continues from a saved state. The given arrays stay open.
   *
   * @throws IllegalArgumentException naming everything that does not fit the trained parameters
   */
  public void load(Map<String, NDArray> state) {
    List<String> problems = new ArrayList<>();
    momentum.forEach(
        (name, buffer) -> {
          NDArray saved = state.get(name);
          if (saved == null) {
            problems.add(name + " is missing");
          } else if (!saved.getShape().equals(buffer.getShape())) {
            problems.add(
                name + " has shape " + saved.getShape() + " instead of " + buffer.getShape());
          }
        });
    state.keySet().stream()
        .filter(name -> !momentum.containsKey(name))
        .forEach(name -> problems.add(name + " is not trained"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "this optimiser state does not fit: " + String.join("; ", problems));
    }
    momentum.forEach((name, buffer) -> buffer.set(new NDIndex(":"), state.get(name)));
  }

  /** Frees the momentum. */
  @Override
  public void close() {
    manager.close();
  }
}

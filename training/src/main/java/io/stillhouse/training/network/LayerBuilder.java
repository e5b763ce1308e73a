package io.stillhouse.training.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Creates layers with their named, initialised arrays and keeps the list of those arrays. */
final class LayerBuilder {
  private final NDManager manager;
  private final SeededInitialiser initialiser;
  private final String prefix;
  private final List<Parameter> registered;

  LayerBuilder(NDManager manager, long seed) {
    this(manager, new SeededInitialiser(seed), "", new ArrayList<>());
  }

  private LayerBuilder(
      NDManager manager, SeededInitialiser initialiser, String prefix, List<Parameter> registered) {
    this.manager = manager;
    this.initialiser = initialiser;
    this.prefix = prefix;
    this.registered = registered;
  }

  /** A builder whose names start with {@code name} and a dot; it adds to the same list. */
  LayerBuilder scope(String name) {
    return new LayerBuilder(manager, initialiser, prefix + name + ".", registered);
  }

  /** Everything created so far, in order. */
  List<Parameter> registered() {
    return List.copyOf(registered);
  }

  /** A convolution without bias, followed by nothing. */
  Layer convolution(String name, FeatureShape input, ConvolutionShape shape) {
    return new ConvolutionLayer(
        shape, input, kernel(name, input, shape), null, null, Activation.NONE);
  }

  /** A convolution without bias and a non-linearity. */
  Layer activated(String name, FeatureShape input, ConvolutionShape shape, Activation activation) {
    return new ConvolutionLayer(shape, input, kernel(name, input, shape), null, null, activation);
  }

  /** A convolution with a bias, which starts at 0, and a non-linearity. */
  Layer biased(String name, FeatureShape input, ConvolutionShape shape, Activation activation) {
    Parameter weight = kernel(name, input, shape);
    Parameter bias = constant(prefix + name + ".bias", ParameterKind.BIAS, shape.outputs(), 0);
    return new ConvolutionLayer(shape, input, weight, bias, null, activation);
  }

  /** A convolution without bias, BatchNorm and a non-linearity. */
  Layer normalised(
      String name,
      String normalisationName,
      FeatureShape input,
      ConvolutionShape shape,
      Activation activation) {
    return new ConvolutionLayer(
        shape,
        input,
        kernel(name, input, shape),
        null,
        normalisation(normalisationName, shape.output(input), Activation.NONE),
        activation);
  }

  BatchNormalisation normalisation(String name, FeatureShape shape, Activation activation) {
    int channels = shape.channels();
    String base = prefix + name;
    return new BatchNormalisation(
        constant(base + ".weight", ParameterKind.NORM, channels, 1),
        constant(base + ".bias", ParameterKind.NORM, channels, 0),
        constant(base + ".running_mean", ParameterKind.BUFFER, channels, 0),
        constant(base + ".running_var", ParameterKind.BUFFER, channels, 1),
        activation,
        shape);
  }

  Layer pooledLinear(String name, FeatureShape input, int classes) {
    int inputs = input.channels();
    String weight = prefix + name + ".weight";
    String bias = prefix + name + ".bias";
    return new PooledLinear(
        register(
            weight,
            ParameterKind.WEIGHT,
            new Shape(classes, inputs),
            initialiser.linear(weight, (long) classes * inputs, inputs)),
        register(
            bias,
            ParameterKind.BIAS,
            new Shape(classes),
            initialiser.linear(bias, classes, inputs)));
  }

  /** A parameter with the same name, role and values as one of another network. */
  Parameter copy(Parameter original) {
    return register(
        original.name(),
        original.kind(),
        original.array().getShape(),
        original.array().toFloatArray());
  }

  /** Creates an array under its full name; trainable unless it is a buffer. */
  Parameter register(String name, ParameterKind kind, Shape shape, float[] values) {
    Parameter parameter = new Parameter(name, kind, manager.create(values, shape));
    parameter.array().setName(name);
    parameter.unfreeze();
    registered.add(parameter);
    return parameter;
  }

  private Parameter kernel(String name, FeatureShape input, ConvolutionShape shape) {
    String full = prefix + name + ".weight";
    Shape weight = shape.weight(input);
    return register(
        full, ParameterKind.WEIGHT, weight, initialiser.kernel(full, weight, shape.groups()));
  }

  private Parameter constant(String name, ParameterKind kind, int count, float value) {
    return register(name, kind, new Shape(count), SeededInitialiser.constant(count, value));
  }
}

package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.graph.OperationSink;
import java.util.ArrayList;
import java.util.List;

/** A network of one branch: a stem, stages between changes of resolution, and a linear head. */
public final class Classifier implements Network {
  private final NetworkSpec spec;
  private final NDManager manager;
  private final Part stem;
  private final List<Part> stages;
  private final Part head;
  private final ParameterSet parameters;

  private Classifier(
      NetworkSpec spec,
      NDManager manager,
      Part stem,
      List<Part> stages,
      Part head,
      ParameterSet parameters) {
    this.spec = spec;
    this.manager = manager;
    this.stem = stem;
    this.stages = List.copyOf(stages);
    this.head = head;
    this.parameters = parameters;
  }

  /**
   * Creates a network with fresh weights, all trainable.
   *
   * @param manager parent of the network's own manager
   * @param seed determines every weight, bit for bit
   */
  public static Classifier create(NetworkSpec spec, NDManager manager, long seed) {
    return create(spec, ImageRegion.WHOLE, manager, seed);
  }

  /**
   * The same for a network that looks at a region of its images, enlarged to their size. The region
   * is part of the stem; the weights do not depend on it.
   */
  public static Classifier create(
      NetworkSpec spec, ImageRegion region, NDManager manager, long seed) {
    NDManager own = manager.newSubManager();
    LayerBuilder builder = new LayerBuilder(own, seed);
    Architecture architecture = Architecture.parse(spec.architecture());
    Part stem = Part.build(builder, b -> stem(architecture, b, spec.image(), region));
    List<Part> stages = new ArrayList<>();
    FeatureShape shape = stem.layer().output();
    for (int i = 0; i < architecture.stageCount(); i++) {
      int index = i;
      FeatureShape input = shape;
      Part stage = Part.build(builder, b -> architecture.stage(index, b, input));
      stages.add(stage);
      shape = stage.layer().output();
    }
    FeatureShape last = shape;
    Part head = Part.build(builder, b -> architecture.head(b, last, spec.classes()));
    return of(spec, own, stem, stages, head);
  }

  private static Layer stem(
      Architecture architecture, LayerBuilder builder, FeatureShape image, ImageRegion region) {
    Layer stem = architecture.stem(builder, image);
    return region.isWhole() ? stem : new Sequence(List.of(RegionCrop.of(region, image), stem));
  }

  /** A classifier of parts that exist already; its parameters are theirs, in order. */
  static Classifier of(
      NetworkSpec spec, NDManager manager, Part stem, List<Part> stages, Part head) {
    List<Parameter> all = new ArrayList<>();
    stem.parameters().forEach(all::add);
    stages.forEach(stage -> stage.parameters().forEach(all::add));
    head.parameters().forEach(all::add);
    return new Classifier(spec, manager, stem, stages, head, new ParameterSet(all));
  }

  public NetworkSpec spec() {
    return spec;
  }

  /** Number of stages between the stem and the head. */
  public int stageCount() {
    return stages.size();
  }

  /** Number of channels that a stage gives, for example 16, 32, 64 for a ResNet. */
  public int stageChannels(int stage) {
    return stageShape(stage).channels();
  }

  /** The shape of what a stage gives for one image. */
  public FeatureShape stageShape(int stage) {
    return stages.get(stage).layer().output();
  }

  /** The shape of what the stem gives for one image. */
  public FeatureShape stemShape() {
    return stem.layer().output();
  }

  /** The stem's activation; leaves the images open. */
  public NDArray stem(NDArray images, Mode mode) {
    return stem.layer().forward(images, mode);
  }

  /** A stage's activation; closes {@code x}. */
  public NDArray stage(int stage, NDArray x, Mode mode) {
    NDArray y = stages.get(stage).layer().forward(x, mode);
    x.close();
    return y;
  }

  /** A stage's activation; leaves {@code x} open, for whoever compares both. */
  public NDArray nextStage(int stage, NDArray x, Mode mode) {
    return stages.get(stage).layer().forward(x, mode);
  }

  /** The logits, [B, classes]; closes {@code x}. */
  public NDArray head(NDArray x, Mode mode) {
    NDArray logits = head.layer().forward(x, mode);
    x.close();
    return logits;
  }

  /** The logits, [B, classes]; leaves {@code x} open, for whoever compares it. */
  public NDArray nextHead(NDArray x, Mode mode) {
    return head.layer().forward(x, mode);
  }

  /** The logits of a batch, [B, classes]; leaves the images open. */
  public NDArray logits(NDArray images, Mode mode) {
    return head(prefix(images, stages.size(), mode), mode);
  }

  /** The activation after the stem and the first {@code count} stages. */
  public NDArray prefix(NDArray images, int count, Mode mode) {
    NDArray x = stem(images, mode);
    for (int i = 0; i < count; i++) {
      x = stage(i, x, mode);
    }
    return x;
  }

  /** The activation of each of the first {@code count} stages; all of them are left open. */
  public List<NDArray> features(NDArray images, int count, Mode mode) {
    List<NDArray> features = new ArrayList<>();
    NDArray x = stem(images, mode);
    for (int i = 0; i < count; i++) {
      NDArray y = stages.get(i).layer().forward(x, mode);
      if (i == 0) {
        x.close();
      }
      features.add(y);
      x = y;
    }
    return features;
  }

  /** The arrays of the stem and the first {@code count} stages. */
  public ParameterSet prefixParameters(int count) {
    List<Parameter> prefix = new ArrayList<>();
    stem.parameters().forEach(prefix::add);
    stages.subList(0, count).forEach(stage -> stage.parameters().forEach(prefix::add));
    return new ParameterSet(prefix);
  }

  /** The arrays of one stage. */
  public ParameterSet stageParameters(int stage) {
    return stages.get(stage).parameters();
  }

  /** The weight and bias of the linear layer that gives the logits. */
  public ParameterSet outputParameters() {
    List<Parameter> last = head.parameters().stream().toList();
    return new ParameterSet(last.subList(last.size() - 2, last.size()));
  }

  @Override
  public int branchCount() {
    return 1;
  }

  @Override
  public List<NDArray> branchLogits(NDArray images, Mode mode) {
    return List.of(logits(images, mode));
  }

  @Override
  public List<BranchOutput> branchOutputs(NDArray images, Mode mode) {
    NDArray features = prefix(images, stages.size(), mode);
    return List.of(new BranchOutput(features, head.layer().forward(features, mode)));
  }

  @Override
  public <V> List<V> trace(V images, OperationSink<V> sink) {
    V x = stem.layer().trace(images, sink);
    for (Part stage : stages) {
      x = stage.layer().trace(x, sink);
    }
    return List.of(head.layer().trace(x, sink));
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public long macs() {
    return stem.layer().macs()
        + stages.stream().mapToLong(stage -> stage.layer().macs()).sum()
        + head.layer().macs();
  }

  @Override
  public Classifier foldedForInference() {
    NDManager own = manager.getParentManager().newSubManager();
    LayerBuilder builder = new LayerBuilder(own, 0);
    Part foldedStem = stem.folded(builder);
    List<Part> foldedStages = stages.stream().map(stage -> stage.folded(builder)).toList();
    Part foldedHead = head.folded(builder);
    Classifier folded = of(spec, own, foldedStem, foldedStages, foldedHead);
    folded.parameters().freeze();
    return folded;
  }

  @Override
  public void close() {
    manager.close();
  }
}

package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.graph.OperationSink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network whose branches share a stem and the first stages (the trunk) and continue with stages
 * and a head each. Parameter names start with {@code shared.} and {@code branches.0.}.
 */
public final class BranchedClassifier implements Network {
  private static final String SHARED = "shared";

  /** The stages after the trunk, and the head. */
  private record Branch(List<Part> stages, Part head) {
    Branch folded(LayerBuilder target) {
      return new Branch(
          stages.stream().map(stage -> stage.folded(target)).toList(), head.folded(target));
    }

    BranchOutput forward(NDArray trunk, Mode mode) {
      NDArray x = trunk;
      for (Part stage : stages) {
        NDArray y = stage.layer().forward(x, mode);
        if (x != trunk) {
          x.close();
        }
        x = y;
      }
      return new BranchOutput(x, head.layer().forward(x, mode));
    }

    <V> V trace(V trunk, OperationSink<V> sink) {
      V x = trunk;
      for (Part stage : stages) {
        x = stage.layer().trace(x, sink);
      }
      return head.layer().trace(x, sink);
    }

    long macs() {
      return stages.stream().mapToLong(stage -> stage.layer().macs()).sum() + head.layer().macs();
    }
  }

  private final BranchedSpec spec;
  private final NDManager manager;
  private final Part stem;
  private final List<Part> sharedStages;
  private final List<Branch> branches;
  private final ParameterSet parameters;
  private final List<Classifier> views;

  private BranchedClassifier(
      BranchedSpec spec,
      NDManager manager,
      Part stem,
      List<Part> sharedStages,
      List<Branch> branches,
      ParameterSet parameters) {
    this.spec = spec;
    this.manager = manager;
    this.stem = stem;
    this.sharedStages = List.copyOf(sharedStages);
    this.branches = List.copyOf(branches);
    this.parameters = parameters;
    this.views = IntStream.range(0, branches.size()).mapToObj(this::view).toList();
  }

  /**
   * Creates a network with fresh weights, all trainable, different in every branch.
   *
   * @param manager parent of the network's own manager
   * @param seed determines every weight, bit for bit
   */
  public static BranchedClassifier create(BranchedSpec spec, NDManager manager, long seed) {
    NDManager own = manager.newSubManager();
    LayerBuilder builder = new LayerBuilder(own, seed);
    Architecture trunk = Architecture.parse(spec.architectures().get(0));
    LayerBuilder shared = builder.scope(SHARED);
    Part stem = Part.build(shared, b -> trunk.stem(b, spec.branch(0).image()));
    List<Part> stages = stages(trunk, shared, stem.layer().output(), 0, spec.sharedStages());
    FeatureShape split = output(stem, stages);
    List<Branch> branches = new ArrayList<>();
    for (int i = 0; i < spec.architectures().size(); i++) {
      Architecture architecture = Architecture.parse(spec.architectures().get(i));
      LayerBuilder scope = builder.scope("branches." + i);
      List<Part> tail =
          stages(architecture, scope, split, spec.sharedStages(), architecture.stageCount());
      FeatureShape last = tail.get(tail.size() - 1).layer().output();
      Part head = Part.build(scope, b -> architecture.head(b, last, spec.classes()));
      branches.add(new Branch(tail, head));
    }
    return new BranchedClassifier(
        spec, own, stem, stages, branches, new ParameterSet(builder.registered()));
  }

  private static List<Part> stages(
      Architecture architecture, LayerBuilder builder, FeatureShape input, int from, int to) {
    List<Part> stages = new ArrayList<>();
    FeatureShape shape = input;
    for (int i = from; i < to; i++) {
      int index = i;
      FeatureShape stageInput = shape;
      Part stage = Part.build(builder, b -> architecture.stage(index, b, stageInput));
      stages.add(stage);
      shape = stage.layer().output();
    }
    return stages;
  }

  private static FeatureShape output(Part stem, List<Part> stages) {
    Part last = stages.isEmpty() ? stem : stages.get(stages.size() - 1);
    return last.layer().output();
  }

  public BranchedSpec spec() {
    return spec;
  }

  /**
   * One branch with the trunk as a plain classifier: it uses the same arrays, under the names they
   * have in a plain classifier. Closing it frees nothing.
   */
  public Classifier branch(int index) {
    return views.get(index);
  }

  private Classifier view(int index) {
    Branch branch = branches.get(index);
    List<Part> stages = new ArrayList<>();
    sharedStages.forEach(stage -> stages.add(plain(stage, SHARED)));
    String scope = "branches." + index;
    branch.stages().forEach(stage -> stages.add(plain(stage, scope)));
    return Classifier.of(
        spec.branch(index),
        manager.newSubManager(),
        plain(stem, SHARED),
        stages,
        plain(branch.head(), scope));
  }

  private static Part plain(Part part, String scope) {
    int prefix = scope.length() + 1;
    return new Part(
        part.layer(),
        new ParameterSet(
            part.parameters().stream()
                .map(p -> new Parameter(p.name().substring(prefix), p.kind(), p.array()))
                .toList()));
  }

  @Override
  public int branchCount() {
    return branches.size();
  }

  @Override
  public List<NDArray> branchLogits(NDArray images, Mode mode) {
    List<NDArray> logits = new ArrayList<>();
    for (BranchOutput output : branchOutputs(images, mode)) {
      output.features().close();
      logits.add(output.logits());
    }
    return logits;
  }

  @Override
  public List<BranchOutput> branchOutputs(NDArray images, Mode mode) {
    NDArray trunk = stem.layer().forward(images, mode);
    for (Part stage : sharedStages) {
      NDArray next = stage.layer().forward(trunk, mode);
      trunk.close();
      trunk = next;
    }
    List<BranchOutput> outputs = new ArrayList<>();
    for (Branch branch : branches) {
      outputs.add(branch.forward(trunk, mode));
    }
    trunk.close();
    return outputs;
  }

  @Override
  public <V> List<V> trace(V images, OperationSink<V> sink) {
    V trunk = stem.layer().trace(images, sink);
    for (Part stage : sharedStages) {
      trunk = stage.layer().trace(trunk, sink);
    }
    List<V> logits = new ArrayList<>();
    for (Branch branch : branches) {
      logits.add(branch.trace(trunk, sink));
    }
    return logits;
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public long macs() {
    return stem.layer().macs()
        + sharedStages.stream().mapToLong(stage -> stage.layer().macs()).sum()
        + branches.stream().mapToLong(Branch::macs).sum();
  }

  @Override
  public BranchedClassifier foldedForInference() {
    NDManager own = manager.getParentManager().newSubManager();
    LayerBuilder builder = new LayerBuilder(own, 0);
    Part foldedStem = stem.folded(builder);
    List<Part> foldedStages = sharedStages.stream().map(stage -> stage.folded(builder)).toList();
    List<Branch> foldedBranches = branches.stream().map(branch -> branch.folded(builder)).toList();
    ParameterSet folded = new ParameterSet(builder.registered());
    folded.freeze();
    return new BranchedClassifier(spec, own, foldedStem, foldedStages, foldedBranches, folded);
  }

  @Override
  public void close() {
    manager.close();
  }
}

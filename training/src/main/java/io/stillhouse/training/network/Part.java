package io.stillhouse.training.network;

import java.util.List;
import java.util.function.Function;

/** A stem, stage or head, with the arrays that belong to it alone. */
record Part(Layer layer, ParameterSet parameters) {

  static Part build(LayerBuilder builder, Function<LayerBuilder, Layer> recipe) {
    int before = builder.registered().size();
    Layer layer = recipe.apply(builder);
    List<Parameter> all = builder.registered();
    return new Part(layer, new ParameterSet(all.subList(before, all.size())));
  }

  Part folded(LayerBuilder target) {
    return build(target, layer::folded);
  }
}

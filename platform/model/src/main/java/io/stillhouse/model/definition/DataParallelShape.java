package io.stillhouse.model.definition;

import io.stillhouse.model.component.ShardRunner;
import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.IntegerShape;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ObjectShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Declares the keys that say where a step's work on many shards is done. */
final class DataParallelShape {
  private static final int MAXIMUM_PARALLELISM = 10_000;

  private static final Key<ShardRunner> RUNNER =
      Key.required(
          "runner",
          ChoiceShape.of(ShardRunner.values(), ShardRunner::yamlName),
          "direct: the step's own process; flink: the session that the run's settings name.");
  private static final Key<Integer> PARALLELISM =
      Key.optional(
          "parallelism",
          IntegerShape.between(1, MAXIMUM_PARALLELISM),
          "How many slots of the session it takes at most; those that are free, by default.");

  static final ObjectShape<DataParallel> DATA_PARALLEL =
      ObjectShape.of("dataParallel", List.of(RUNNER, PARALLELISM), DataParallelShape::dataParallel);

  private DataParallelShape() {}

  private static Optional<DataParallel> dataParallel(Fields fields) {
    Optional<Integer> parallelism = fields.get(PARALLELISM);
    if (parallelism.isPresent() && fields.get(RUNNER).equals(Optional.of(ShardRunner.DIRECT))) {
      fields.error(
          PARALLELISM,
          "belongs to runner flink; the step's own process uses the cores that the step asks for");
    }
    return fields
        .get(RUNNER)
        .map(
            runner ->
                new DataParallel(
                    runner, parallelism.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
  }
}

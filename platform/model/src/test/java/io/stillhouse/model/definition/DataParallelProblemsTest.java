package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Where work on many shards is done. */
class DataParallelProblemsTest extends OneMistakeTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "tolerations: []",
            "dataParalel: {runner: flink}",
            "22:3 defaults.dataParalel: defaults has no key 'dataParalel'; did you mean"
                + " dataParallel"),
        mistake(
            "tolerations: []",
            "dataParallel: {runner: flnk}",
            "22:26 defaults.dataParallel.runner: is the string \"flnk\", it must be one of direct,"
                + " flink; did you mean flink"),
        mistake(
            "tolerations: []",
            "dataParallel: {parallelism: 8}",
            "22:17 defaults.dataParallel: dataParallel needs the key 'runner'"),
        mistake(
            "tolerations: []",
            "dataParallel: {runner: flink, parallelism: 0}",
            "22:46 defaults.dataParallel.parallelism: is the integer 0, it must be 1 to 10000"),
        mistake(
            "tolerations: []",
            "dataParallel: {runner: direct, parallelism: 2}",
            "22:47 defaults.dataParallel.parallelism: belongs to runner flink; the step's own"
                + " process uses the cores that the step asks for"));
  }
}

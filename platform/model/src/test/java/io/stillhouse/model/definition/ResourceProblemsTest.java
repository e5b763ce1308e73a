package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Resources, limits, retries, durations. */
class ResourceProblemsTest extends OneMistakeTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "memory: 3Gi",
            "memory: 9Gi",
            "38:16 steps[teacher].resources: the step can never run: it asks for memory 9Gi, all"
                + " steps together may use memory 8Gi: raise 'limits' or lower 'resources'"),
        mistake(
            "limits: {cpu: 2,",
            "limits: {cpu: 900m, nvidia.com/gpu: 0,",
            Stream.of(
                    "27:5 steps[dataset]",
                    "38:16 steps[teacher].resources",
                    "39:5 steps[soft-labels]",
                    "45:5 steps[finetune]",
                    "51:5 steps[evaluate]")
                .map(
                    place ->
                        place
                            + ": the step can never run: it asks for cpu 1, all steps together may"
                            + " use cpu 0.9: raise 'limits' or lower 'resources'")
                .toArray(String[]::new)),
        mistake(
            "memory: 3Gi",
            "memory: 3GB",
            "38:33 steps[teacher].resources.memory: is the string \"3GB\", it must be an amount of"
                + " memory of at least 1Mi: 512Mi, 2Gi (powers of 1024), 1G (of 1000) or a number"
                + " of bytes"),
        mistake(
            "cpu: 1, memory: 3Gi",
            "cpu: 0, memory: 3Gi",
            "38:22 steps[teacher].resources.cpu: is the integer 0, it must be a number of cores"
                + " above 0: 2, 1.5 or 500m (thousandths)"),
        mistake(
            "nvidia.com/gpu: 0",
            "nvidia.com/gpu: -1",
            "38:54 steps[teacher].resources.nvidia.com/gpu: is the integer -1, it must be 0 to"
                + " 1024"),
        mistake(
            "nvidia.com/gpu: 0",
            "nvidia.com/gpus: 0",
            "38:38 steps[teacher].resources.nvidia.com/gpus: resources has no key"
                + " 'nvidia.com/gpus'; did you mean nvidia.com/gpu"));
  }
}

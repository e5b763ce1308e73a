package io.stillhouse.runner.flink;

import io.stillhouse.model.plan.Plan;
import io.stillhouse.orchestrator.beam.StepGraph;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** Submits the pipeline of a run as one Flink job. */
final class JobSubmitter {
  /** Flink's optimiser lets at most 64 operators read what another gives. */
  private static final int CONSUMERS = 32;

  private final FlinkSettings settings;

  JobSubmitter(FlinkSettings settings) {
    this.settings = settings;
  }

  /**
   * Submits, and returns as soon as the session has the job.
   *
   * @throws RuntimeException if the session refuses it or does not answer
   */
  void submit(Submission submission, Plan plan, Map<String, StepOutcome> settled)
      throws IOException {
    Path staged = stagedJar();
    try {
      Pipeline pipeline = Pipeline.create(options(submission, staged));
      new StepGraph(upstream -> new RunStepFn(submission, upstream), CONSUMERS)
          .addTo(pipeline, plan, settled)
          // Without this Flink finds nothing in the job that anybody wants to have.
          .forEach(outcome -> outcome.apply(outcome.getName() + "/end", ParDo.of(new EndFn())));
      pipeline.run();
    } finally {
      Files.delete(staged);
    }
  }

  private FlinkPipelineOptions options(Submission submission, Path staged) {
    FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster(settings.master());
    options.setJobName(submission.jobName());
    options.setAttachedMode(false);
    options.setFasterCopy(true);
    options.setParallelism(1);
    options.setMaxParallelism(1);
    // One region of pipelined tasks in one slot. Without force Flink stores what goes to several
    // operators and takes 16 MB of network memory for each such place.
    options.setExecutionModeForBatch("PIPELINED_FORCED");
    options.setFilesToStage(List.of(staged.toString()));
    return options;
  }

  /**
   * Nothing needs staging, as the session has the classes; but an empty list of files means the
   * whole class path to Beam.
   */
  private static Path stagedJar() throws IOException {
    Path jar = Files.createTempFile("stillhouse-", ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new ZipEntry("META-INF/stillhouse"));
      entries.closeEntry();
    }
    return jar;
  }

  /** Takes outcomes and gives nothing. */
  private static final class EndFn extends DoFn<StepOutcome, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process() {}
  }
}

package io.stillhouse.stepbeam;

import io.stillhouse.stepbeam.work.WorkCounter;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;

/** Counts as many units as each element says. */
final class CountFn extends DoFn<Integer, Void> {
  static final WorkCounter UNITS = new WorkCounter("tests", "units");
  private static final long serialVersionUID = 1;

  private final Counter units = UNITS.counter();
  private final Counter others = new WorkCounter("tests", "others").counter();

  @ProcessElement
  public void process(@Element Integer element) {
    units.inc(element);
    others.inc();
  }
}

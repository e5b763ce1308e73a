package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Outcomes as length-prefixed proto bytes: references to artifacts, never their content. */
final class StepOutcomeCoder extends AtomicCoder<StepOutcome> {
  private static final long serialVersionUID = 1L;

  @Override
  public void encode(StepOutcome outcome, OutputStream out) throws IOException {
    outcome.writeDelimitedTo(out);
  }

  @Override
  public StepOutcome decode(InputStream in) throws IOException {
    StepOutcome outcome = StepOutcome.parseDelimitedFrom(in);
    if (outcome == null) {
      throw new EOFException("no outcome where one should be");
    }
    return outcome;
  }
}

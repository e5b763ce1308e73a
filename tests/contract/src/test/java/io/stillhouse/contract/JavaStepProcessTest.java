package io.stillhouse.contract;

import java.nio.file.Path;
import java.util.Map;

/** A Java step on StepMain, in a process of its own, keeps the contract. */
class JavaStepProcessTest extends StepProcessContract {

  @Override
  ChildJvm start(Path output, Map<String, String> environment) {
    return ChildJvm.start(output, CountingStep.class, environment);
  }
}

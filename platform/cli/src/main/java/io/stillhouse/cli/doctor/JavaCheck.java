package io.stillhouse.cli.doctor;

import io.stillhouse.launch.Check;
import io.stillhouse.launch.Finding;

/** The Java that runs this, and steps that are processes. */
record JavaCheck() implements Check {
  private static final int OLDEST = 17;

  @Override
  public Finding find() {
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= OLDEST
        ? Finding.ok("java", found)
        : Finding.failed(
            "java", found, "install a JDK " + OLDEST + " or newer, or name one in JAVA_HOME");
  }
}

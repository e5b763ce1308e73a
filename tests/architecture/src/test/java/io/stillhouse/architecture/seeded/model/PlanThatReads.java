package io.stillhouse.architecture.seeded.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

record PlanThatReads(Path file) {
  String text() throws IOException {
    return Files.readString(file);
  }
}

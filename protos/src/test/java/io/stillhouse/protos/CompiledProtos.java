package io.stillhouse.protos;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The descriptors that protoc wrote in this build, comments included. */
final class CompiledProtos {
  private static final Path FOLDER =
      Path.of("target", "generated-resources", "protobuf", "descriptor-sets");

  private CompiledProtos() {}

  static FileDescriptorSet read() throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(FOLDER)) {
      found = files.filter(file -> file.toString().endsWith(".protobin")).toList();
    }
    if (found.size() != 1) {
      throw new IllegalStateException("expected one descriptor set in " + FOLDER + ": " + found);
    }
    try (InputStream content = Files.newInputStream(found.get(0))) {
      return FileDescriptorSet.parseFrom(content);
    }
  }
}

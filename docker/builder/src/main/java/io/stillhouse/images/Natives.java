package io.stillhouse.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries that DJL's PyTorch engine would unpack when it starts, out of the jars of a
 * class path.
 *
 * @param engine the jar with libtorch
 * @param binding the jar with DJL's binding to it
 * @param jna the jar with the binding to the C library
 * @param djlVersion by which the unpacked binding is called
 * @param version libtorch's, as DJL names it
 */
record Natives(Jar engine, Jar binding, Jar jna, String djlVersion, String version) {
  /** The library with libtorch for the CPU. */
  static final String ENGINE = "pytorch-native-cpu";

  private static final String DJL = "pytorch-engine";
  private static final String BINDING = "pytorch-jni";
  private static final String PLATFORM = "linux-x86_64";
  private static final String CUDA = "cu128";
  private static final String LIBRARIES = "opt/libtorch/lib/";

  /** Whether DJL's PyTorch engine is on the path. */
  static boolean isOn(ClassPath path) {
    return path.jars().stream().anyMatch(Natives::isEngine);
  }

  /** Whether the jar's content is in the image as files, so that the jar need not be. */
  static boolean isEngine(Jar jar) {
    return jar.library().filter(name -> name.artifact().equals(ENGINE)).isPresent();
  }

  static Natives of(ClassPath path) throws IOException {
    Jar engine = path.library(ENGINE);
    return new Natives(
        engine,
        path.library(BINDING),
        path.library("jna"),
        path.library(DJL).library().orElseThrow().version(),
        properties(engine).getProperty("version"));
  }

  List<Jar> jars() {
    return List.of(engine, binding, jna);
  }

  /** libtorch for the CPU where DJL looks for it; see docker/libtorch/Dockerfile. */
  void unpack(Layer layer) throws IOException {
    String folder = properties(engine).getProperty("flavor") + "/" + PLATFORM + "/";
    for (String library : properties(engine).getProperty("libraries").split(",")) {
      layer.unpacked(LIBRARIES + library, engine.path(), "pytorch/" + folder + library);
    }
    unpackBindings(layer, version, "cpu");
  }

  /**
   * libtorch for CUDA 12.8, out of the archive that PyTorch publishes; see
   * docker/gpu-base/Dockerfile.
   *
   * @return the version
   * @throws ImageException if the archive holds something else
   */
  String unpackCuda(Layer layer, Path archive) throws IOException {
    String build;
    List<String> libraries;
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry = zip.getEntry("libtorch/build-version");
      if (entry == null) {
        throw new ImageException(
            archive + " is no archive of libtorch: it has no libtorch/build-version.");
      }
      try (InputStream content = zip.getInputStream(entry)) {
        build = new String(content.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
      libraries =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.matches("libtorch/lib/[^/]+\\.so[^/]*"))
              .toList();
    }
    String release = binding.library().orElseThrow().version().replaceFirst("-.*", "");
    if (!build.equals(release + "+" + CUDA)) {
      throw new ImageException(
          archive + " is libtorch " + build + ", but DJL binds to " + release + "+" + CUDA + ".");
    }
    for (String library : libraries) {
      layer.unpacked(LIBRARIES + library.substring("libtorch/lib/".length()), archive, library);
    }
    unpackBindings(layer, release, CUDA);
    return release;
  }

  private void unpackBindings(Layer layer, String libtorch, String flavor) throws IOException {
    layer.unpacked(
        "opt/djl/pytorch/%s-%s-%s/%s-libdjl_torch.so"
            .formatted(libtorch, flavor, PLATFORM, djlVersion),
        binding.path(),
        "jnilib/" + PLATFORM + "/" + flavor + "/libdjl_torch.so");
    layer.unpacked(
        "opt/jna/libjnidispatch.so", jna.path(), "com/sun/jna/linux-x86-64/libjnidispatch.so");
  }

  private static Properties properties(Jar engine) throws IOException {
    Properties properties = new Properties();
    try (ZipFile zip = new ZipFile(engine.path().toFile())) {
      ZipEntry entry = zip.getEntry("native/lib/pytorch.properties");
      if (entry == null) {
        throw new ImageException("There is no native/lib/pytorch.properties in " + engine.path());
      }
      try (InputStream content = zip.getInputStream(entry)) {
        properties.load(content);
      }
    }
    return properties;
  }
}

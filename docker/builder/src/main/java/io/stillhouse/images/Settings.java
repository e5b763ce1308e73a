package io.stillhouse.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What images are built from and where.
 *
 * @param home the folder of the installation
 * @param base the image with a Java runtime that images stand on; empty for the one that is made
 *     from this machine's packages
 * @param cuda the archive of a libtorch for GPUs, in place of the one for the CPU
 * @param cudaBase the image with CUDA that lies below that libtorch
 * @param registry what stands before the images' names
 * @param version Stillhouse's version
 * @param revision git's revision of it
 * @param source where its sources are, for the images' labels
 * @param date the date of everything in the images
 * @param useCache whether the engine may use layers that it built before
 */
record Settings(
    Path home,
    Optional<String> base,
    Optional<Path> cuda,
    String cudaBase,
    Optional<String> registry,
    String version,
    String revision,
    Optional<String> source,
    Instant date,
    boolean useCache) {

  /** Where contexts, bills of materials and digests are kept. */
  Path work() {
    return home.resolve("target/images");
  }

  /** The folder of the Dockerfile of a role. */
  Path dockerfile(String role) {
    return home.resolve("docker").resolve(role).resolve("Dockerfile");
  }

  /** The full name of an image, without a tag. */
  String name(String image) {
    return registry.map(prefix -> prefix + "/").orElse("") + "stillhouse/" + image;
  }
}

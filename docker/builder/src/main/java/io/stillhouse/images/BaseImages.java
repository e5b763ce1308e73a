package io.stillhouse.images;

import io.stillhouse.orchestrator.components.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The images that those of steps and of the controller stand on. */
final class BaseImages {
  private static final Path PACKAGES = Path.of("/var/lib/dpkg/status");

  private final Settings settings;
  private final Digests digests;
  private final Workshop workshop;

  BaseImages(Settings settings, Digests digests, Workshop workshop) {
    this.settings = settings;
    this.digests = digests;
    this.workshop = workshop;
  }

  /** The image with a Java runtime: the one that was named, or one made from this machine. */
  String java() throws IOException {
    String image = settings.base().isPresent() ? settings.base().get() : airgapped();
    workshop.identity(image); // it is there, or the user is told now
    return image;
  }

  /** An image with libtorch: for the CPU on top of the one with Java, or for GPUs. */
  String libtorch(ClassPath path, String java) throws IOException {
    Natives natives = Natives.of(path);
    boolean gpu = settings.cuda().isPresent();
    Path dockerfile = settings.dockerfile(gpu ? "gpu-base" : "libtorch");
    List<Path> inputs = new ArrayList<>(natives.jars().stream().map(Jar::path).toList());
    inputs.add(dockerfile);
    settings.cuda().ifPresent(inputs::add);
    List<String> identity = new ArrayList<>(List.of(workshop.identity(java)));
    identity.addAll(digests.of(inputs));
    if (gpu) {
      identity.add(workshop.identity(settings.cudaBase()));
    }
    String digest = ImageName.tag(Digests.together(identity));
    String name = settings.name("libtorch");
    String image = name + ":" + (gpu ? "cu128-" : "cpu-") + digest;
    if (workshop.has(image)) {
      return image;
    }
    Context context =
        Context.create(settings.work().resolve("contexts/libtorch"), dockerfile, settings.date());
    Layer layer = context.layer();
    String version = natives.version();
    if (gpu) {
      version = natives.unpackCuda(layer, settings.cuda().get());
    } else {
      natives.unpack(layer);
    }
    context.add("libtorch", layer);
    workshop.build(
        new Recipe(
            image,
            context.folder(),
            arguments(java, gpu, version),
            Map.of("org.opencontainers.image.title", name),
            context.layers()));
    return image;
  }

  private Map<String, String> arguments(String java, boolean gpu, String version) {
    return gpu
        ? Map.of("JRE_IMAGE", java, "BASE_IMAGE", settings.cudaBase(), "PYTORCH_VERSION", version)
        : Map.of("BASE_IMAGE", java, "PYTORCH_VERSION", version);
  }

  private String airgapped() throws IOException {
    Path script = settings.home().resolve("docker/airgapped-base/rootfs");
    Path dockerfile = settings.dockerfile("airgapped-base");
    List<Path> inputs = new ArrayList<>(List.of(script, dockerfile));
    if (Files.exists(PACKAGES)) {
      inputs.add(PACKAGES);
    }
    List<String> identity = new ArrayList<>(digests.of(inputs));
    identity.add(System.getProperty("java.home") + " " + Runtime.version());
    String key = Digests.together(identity);

    Path tar = settings.work().resolve("rootfs.tar");
    Path made = settings.work().resolve("rootfs.key");
    if (!Files.exists(tar) || !Files.exists(made) || !Files.readString(made).equals(key)) {
      workshop.say("putting a base image together from this machine's packages");
      run(script, tar);
      Files.writeString(made, key);
    }
    String image =
        settings.name("base")
            + ":"
            + ImageName.tag(Digests.together(digests.of(List.of(tar, dockerfile))));
    if (!workshop.has(image)) {
      Context context =
          Context.create(settings.work().resolve("contexts/base"), dockerfile, settings.date());
      Files.createLink(context.folder().resolve("rootfs.tar"), tar);
      workshop.build(new Recipe(image, context.folder(), Map.of(), Map.of(), List.of("rootfs")));
    }
    return image;
  }

  private static void run(Path script, Path tar) {
    try {
      Process process =
          new ProcessBuilder(script.toString(), tar.toString()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new ImageException("The base image cannot be put together: " + text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("Interrupted while the base image was put together", e);
    }
  }
}

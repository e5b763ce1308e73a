package io.stillhouse.images;

import io.stillhouse.model.component.Component;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ImageName;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prepares what the image of the run controller is built from. */
final class ControllerContext {
  /** The image's name, beside the components. */
  static final String NAME = "controller";

  private static final String ROOT = "opt/stillhouse/";

  private final Settings settings;
  private final Installation installation;
  private final Digests digests;

  ControllerContext(Settings settings, Installation installation, Digests digests) {
    this.settings = settings;
    this.installation = installation;
    this.digests = digests;
  }

  /**
   * Writes the layers of the image.
   *
   * @param base the image below
   */
  Recipe prepare(String base) throws IOException {
    Context context =
        Context.create(
            settings.work().resolve("contexts").resolve(NAME),
            settings.dockerfile(NAME),
            settings.date());
    Layer libraries = StepContexts.writable(context.layer());
    Layer program = context.layer();
    List<String> classPath = new ArrayList<>();
    List<BillOfMaterials.Part> parts = new ArrayList<>();
    for (Jar jar : installation.controllerClassPath().jars()) {
      String place = ROOT + (jar.isOwn() ? "" : "lib/") + jar.fileName();
      (jar.isOwn() ? program : libraries).file(place, jar.path());
      classPath.add("/" + place);
      parts.add(digests.part(jar));
    }
    for (Component component : installation.components()) {
      // The jars of a component are in its own image; here is what they were called by.
      Path description = installation.folder(component).resolve(LoadedComponents.FILE);
      String folder = ROOT + "steps/" + component.name() + "/";
      String digest = installation.program(component);
      program.file(folder + LoadedComponents.FILE, description);
      program.text(folder + ComponentDigests.RECORDED, digest + "\n");
    }
    String name = settings.name(NAME);
    String bill = BillOfMaterials.of("stillhouse/" + NAME, settings.version(), parts);
    program.text("sbom.cdx.json", bill);
    program.text(ROOT + "java.args", arguments(classPath));
    program.text(ROOT + "flink.args", FlinkOptions.arguments(classPath));
    context.add("libraries", libraries);
    context.add("program", program);
    Files.writeString(settings.work().resolve(NAME + ".cdx.json"), bill);

    String digest = installation.controller();
    Map<String, String> labels =
        Labels.of(
            settings,
            "stillhouse/" + NAME,
            "Executes runs: every launcher and runner of Stillhouse",
            base);
    labels.put(Labels.PROGRAM, digest);
    return new Recipe(
        name + ":" + ImageName.tag(digest),
        context.folder(),
        Map.of("BASE_IMAGE", base),
        labels,
        context.layers());
  }

  private static String arguments(List<String> classPath) {
    return String.join(
            "\n",
            "-XX:+UseSerialGC",
            "-XX:MaxRAMPercentage=60",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            String.join(":", classPath),
            "io.stillhouse.cli.main.Main")
        + "\n";
  }
}

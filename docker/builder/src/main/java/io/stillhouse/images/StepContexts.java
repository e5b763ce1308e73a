package io.stillhouse.images;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.orchestrator.components.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prepares what the images of steps are built from. */
final class StepContexts {
  private static final int NOBODY = 65532;

  private final Settings settings;
  private final Installation installation;
  private final Digests digests;

  StepContexts(Settings settings, Installation installation, Digests digests) {
    this.settings = settings;
    this.installation = installation;
    this.digests = digests;
  }

  /**
   * Writes the layers of a component's image.
   *
   * @param base the image below, with libtorch where the component needs it
   */
  Recipe prepare(Component component, String base) throws IOException {
    ClassPath path = installation.stepClassPath(component);
    boolean trains = Natives.isOn(path);
    List<Jar> inside = new ArrayList<>(path.jars());
    ClassPath jars = path.where(jar -> !Natives.isEngine(jar));
    if (settings.cuda().isPresent()) {
      inside.removeIf(Natives::isEngine);
    }
    String program = installation.program(component);
    String image = new ImageName(component.image()).reference(program, settings.registry());

    Context context =
        Context.create(
            settings.work().resolve("contexts").resolve(component.name()),
            settings.dockerfile("step"),
            settings.date());
    ClassPath common = installation.storeClassPath().where(jar -> !jar.isOwn());
    Layer commonLayer = writable(context.layer());
    Layer furtherLayer = context.layer();
    Layer programLayer = context.layer();
    List<String> classPath = new ArrayList<>();
    for (Jar jar : jars.jars()) {
      String place = jar.isOwn() ? "app/" + jar.fileName() : "app/lib/" + jar.fileName();
      (jar.isOwn() ? programLayer : common.contains(jar) ? commonLayer : furtherLayer)
          .file(place, jar.path());
      classPath.add("/" + place);
    }
    String bill = bill(component.image(), inside);
    programLayer
        .text("app/java.args", arguments(component, classPath, trains))
        .text("sbom.cdx.json", bill);
    context.add("libraries-common", commonLayer);
    context.add("libraries", furtherLayer);
    context.add("program", programLayer);
    Files.writeString(settings.work().resolve(component.name() + ".cdx.json"), bill);

    Map<String, String> labels =
        Labels.of(settings, component.image(), component.description(), base);
    labels.put(Labels.COMPONENT, component.name());
    labels.put(Labels.PROGRAM, program);
    return new Recipe(
        image, context.folder(), Map.of("BASE_IMAGE", base), labels, context.layers());
  }

  /** The folders that stay writable when the root file system is not. */
  static Layer writable(Layer layer) {
    return layer.folder("tmp", 01777, 0).folder("cache", 0755, NOBODY);
  }

  private String bill(String image, List<Jar> jars) throws IOException {
    List<BillOfMaterials.Part> parts = new ArrayList<>();
    for (Jar jar : jars) {
      parts.add(digests.part(jar));
    }
    return BillOfMaterials.of(image, settings.version(), parts);
  }

  /**
   * What does not depend on where the step runs. Heap, cores and what a step that runs out of
   * memory does come from the launcher.
   */
  private static String arguments(Component component, List<String> classPath, boolean trains) {
    List<String> lines = new ArrayList<>();
    if (trains) {
      lines.add("-Dai.djl.offline=true");
      lines.add("-Djna.boot.library.path=/opt/jna");
    }
    lines.add("-cp");
    lines.add(String.join(":", classPath));
    lines.add(((JavaExecution) component.execution()).mainClass());
    return String.join("\n", lines) + "\n";
  }
}

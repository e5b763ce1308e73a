package io.stillhouse.images;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.components.ContentDigests;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code docker/build}. */
@Command(
    name = "docker/build",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Builds container images of the steps and of the run controller.",
    description = {
      "",
      "The same sources and the same base give images of the same id. Images are called"
          + " stillhouse/COMPONENT:TAG; the tag is the beginning of the digest of the program, the"
          + " one that a run records for its steps."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  docker/build",
      "  docker/build --base airgapped",
      "  docker/build --registry registry.example/team teacher-pretraining",
      "  docker/build --contexts-only --base registry.example/jre:17",
      "  docker/build --libtorch libtorch-2.7.1+cu128.zip --registry registry.example/gpu"
    })
final class BuildCommand implements Callable<Integer> {
  private static final String AIRGAPPED = "airgapped";
  private static final String DEFAULT_CUDA = "nvidia/cuda:12.8.1-base-ubuntu22.04";
  private static final String DEFAULT_BASE = "eclipse-temurin:17-jre";

  /** The date of reproducible jars, too. */
  private static final long DEFAULT_DATE = 1_767_225_600;

  private final Path home;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMPONENT",
      description = "Names of components, or controller; all of them by default.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--base",
      paramLabel = "airgapped|IMAGE",
      defaultValue = DEFAULT_BASE,
      description = {
        "An image with Java 17 to stand on; ${DEFAULT-VALUE} by default. airgapped makes one from"
            + " this machine's packages, without any registry."
      })
  private String base = DEFAULT_BASE;

  @Option(
      names = "--libtorch",
      paramLabel = "FILE.zip",
      description = {
        "A libtorch for CUDA 12.8 as PyTorch publishes it: steps that need libtorch then compute on"
            + " GPUs. Their images have the same names, so give them a --registry of their own."
      })
  private @Nullable Path libtorch;

  @Option(
      names = "--cuda",
      paramLabel = "IMAGE",
      defaultValue = DEFAULT_CUDA,
      description = "What lies below that libtorch; ${DEFAULT-VALUE} by default.")
  private String cudaBase = DEFAULT_CUDA;

  @Option(
      names = "--registry",
      paramLabel = "PREFIX",
      description = "What stands before the names: PREFIX/stillhouse/COMPONENT.")
  private String registry = "";

  @Option(
      names = "--source",
      paramLabel = "URL",
      description = "Where the sources are, for the images' labels.")
  private @Nullable String source;

  @Option(names = "--no-cache", description = "Build every layer anew.")
  private boolean withoutCache;

  @Option(
      names = "--contexts-only",
      description = {
        "Write what the images are built from to target/images/contexts, and print the commands for"
            + " another builder. Needs no engine."
      })
  private boolean contextsOnly;

  BuildCommand(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter progress = spec.commandLine().getErr();
    Settings settings = settings();
    Files.createDirectories(settings.work());
    Workshop workshop;
    if (contextsOnly) {
      workshop = new ContextsOnly(out, progress);
    } else {
      DockerEngine engine = new DockerEngine();
      engine.require();
      workshop = new EngineWorkshop(settings, engine, progress);
    }
    Digests digests = new Digests(new ContentDigests(settings.work().resolve("digests")));
    Installation installation = Installation.read(home, digests);
    Set<String> chosen = chosen(installation);

    BaseImages bases = new BaseImages(settings, digests, workshop);
    String java = bases.java();
    List<String> lines = new ArrayList<>();
    StepContexts steps = new StepContexts(settings, installation, digests);
    for (Component component : installation.components()) {
      if (chosen.contains(component.name())) {
        ClassPath path = installation.stepClassPath(component);
        String below = Natives.isOn(path) ? bases.libtorch(path, java) : java;
        lines.add(finish(workshop, steps.prepare(component, below)));
      }
    }
    if (chosen.contains(ControllerContext.NAME)) {
      ControllerContext controller = new ControllerContext(settings, installation, digests);
      lines.add(finish(workshop, controller.prepare(java)));
    }
    if (!contextsOnly) {
      lines.forEach(out::println);
    }
    return 0;
  }

  private static String finish(Workshop workshop, Recipe recipe) throws IOException {
    return recipe.image() + " " + workshop.build(recipe).orElse("");
  }

  private Settings settings() throws IOException {
    String epoch = environment.getOrDefault("SOURCE_DATE_EPOCH", Long.toString(DEFAULT_DATE));
    if (!epoch.matches("[0-9]{1,11}")) {
      throw new ImageException("SOURCE_DATE_EPOCH is not a number of seconds: " + epoch);
    }
    return new Settings(
        home,
        Optional.of(base).filter(name -> !name.equals(AIRGAPPED)),
        cuda(),
        cudaBase,
        Optional.of(registry.replaceFirst("/+$", "")).filter(prefix -> !prefix.isEmpty()),
        SourceState.version(home),
        environment.getOrDefault("STILLHOUSE_REVISION", "unknown"),
        Optional.ofNullable(source),
        Instant.ofEpochSecond(Long.parseLong(epoch)),
        !withoutCache);
  }

  private Optional<Path> cuda() {
    if (libtorch != null && !Files.isRegularFile(libtorch)) {
      throw new ImageException("--libtorch: there is no file " + libtorch + ".");
    }
    return Optional.ofNullable(libtorch).map(Path::toAbsolutePath);
  }

  private Set<String> chosen(Installation installation) {
    Set<String> known = new LinkedHashSet<>();
    installation.components().forEach(component -> known.add(component.name()));
    known.add(ControllerContext.NAME);
    if (names.isEmpty()) {
      return known;
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ImageException(
            "There is no component "
                + name
                + ". "
                + Suggestion.closest(name, known)
                    .map(other -> "Did you mean " + other + "?")
                    .orElse("There is " + String.join(", ", known) + "."));
      }
    }
    return new LinkedHashSet<>(names);
  }
}

package io.stillhouse.orchestrator.components;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.StagedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parameters of type {@code source}: a step gets absolute paths, whereas a cache key gets the
 * digest of what lies there, so that neither a moved folder nor a changed file can mislead the
 * cache.
 */
public final class SourceParameters {
  private static final String URI_SCHEME = "[A-Za-z][A-Za-z0-9+.-]+:.*";

  private final Path base;
  private final ContentDigests contents;
  private final StagedSources staged;

  /**
   * Sources relative to a folder.
   *
   * @param base the folder of the definition's file
   * @param staged those that the store has a copy of
   */
  public SourceParameters(Path base, ContentDigests contents, StagedSources staged) {
    this.base = base.toAbsolutePath().normalize();
    this.contents = contents;
    this.staged = staged;
  }

  /** What becomes of one source. */
  private interface Replacement {
    String of(String source) throws IOException;
  }

  /**
   * The step's parameters with absolute paths for sources, or URIs of their copies in the store.
   * URIs stay as they are.
   */
  public Map<String, Value> forTask(PlannedStep step, ArtifactStore store) {
    try {
      return replaced(
          step,
          source ->
              isUri(source)
                  ? source
                  : staged
                      .find(path(source))
                      .map(copy -> StagedSources.uri(copy, store))
                      .orElseGet(() -> path(source).toString()));
    } catch (IOException e) {
      throw new IllegalStateException("resolving a path reads nothing", e);
    }
  }

  /** The copies in the store that a step reads, by what stands in its parameter. */
  public Map<String, ArtifactReference> copies(PlannedStep step, ArtifactStore store) {
    Map<String, ArtifactReference> copies = new TreeMap<>();
    for (Path file : files(step)) {
      staged
          .find(file)
          .ifPresent(copy -> copies.put(StagedSources.uri(copy, store), copy.getCopy()));
    }
    return copies;
  }

  /**
   * The step's parameters with digests for sources. A URI stands for itself.
   *
   * @throws IOException if a source cannot be read
   */
  public Map<String, Value> forCacheKey(PlannedStep step) throws IOException {
    return replaced(step, source -> isUri(source) ? source : "sha256:" + digest(path(source)));
  }

  private String digest(Path path) throws IOException {
    Optional<StagedSource> copy = staged.find(path);
    return copy.isPresent() ? copy.get().getDigest() : contents.of(path);
  }

  /** The files and folders of this machine that a step reads, absolute. */
  public List<Path> files(PlannedStep step) {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, Value> parameter : step.parameters().entrySet()) {
      for (String source : sources(step, parameter.getKey(), parameter.getValue())) {
        if (!isUri(source)) {
          files.add(path(source));
        }
      }
    }
    return files;
  }

  /** Those of them that the store has no copy of. */
  public List<Path> unstagedFiles(PlannedStep step) {
    return files(step).stream().filter(file -> staged.find(file).isEmpty()).toList();
  }

  /** What is wrong with the sources of a step, a sentence each; empty if nothing is. */
  public List<String> problems(PlannedStep step) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Value> parameter : step.parameters().entrySet()) {
      for (String source : sources(step, parameter.getKey(), parameter.getValue())) {
        if (!isUri(source) && !Files.isReadable(path(source))) {
          problems.add(
              "step "
                  + step.name()
                  + ", parameter "
                  + parameter.getKey()
                  + ": "
                  + (Files.exists(path(source)) ? "cannot read " : "there is no ")
                  + path(source)
                  + " ('"
                  + source
                  + "' relative to the definition's folder "
                  + base
                  + ")");
        }
      }
    }
    return problems;
  }

  private Map<String, Value> replaced(PlannedStep step, Replacement replacement)
      throws IOException {
    Map<String, Value> values = new LinkedHashMap<>(step.parameters());
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      Value value = entry.getValue();
      List<Value> sources = new ArrayList<>();
      for (String source : sources(step, entry.getKey(), value)) {
        sources.add(new TextValue(replacement.of(source)));
      }
      if (!sources.isEmpty()) {
        entry.setValue(value instanceof ListValue ? new ListValue(sources) : sources.get(0));
      }
    }
    return values;
  }

  private static List<String> sources(PlannedStep step, String parameter, Value value) {
    ParameterDeclaration declaration = step.component().parameters().get(parameter);
    if (declaration == null) {
      return List.of();
    }
    boolean one = declaration.type() == ParameterType.SOURCE;
    boolean many = declaration.items().equals(Optional.of(ParameterType.SOURCE));
    if (one && value instanceof TextValue text) {
      return List.of(text.text());
    }
    return many && value instanceof ListValue list
        ? list.values().stream()
            .filter(TextValue.class::isInstance)
            .map(element -> ((TextValue) element).text())
            .toList()
        : List.of();
  }

  private Path path(String source) {
    return base.resolve(source).normalize();
  }

  private static boolean isUri(String source) {
    return source.matches(URI_SCHEME);
  }
}

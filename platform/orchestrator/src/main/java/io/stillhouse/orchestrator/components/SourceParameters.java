package io.stillhouse.orchestrator.components;

import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of type {@code source}: a step gets absolute paths, whereas a cache key gets the
 * digest of what lies there, so that neither a moved folder nor a changed file can mislead the
 * cache.
 */
public final class SourceParameters {
  private static final String URI_SCHEME = "[A-Za-z][A-Za-z0-9+.-]+:.*";

  private final Path base;
  private final ContentDigests contents;

  /**
   * Sources relative to a folder.
   *
   * @param base the folder of the definition's file
   */
  public SourceParameters(Path base, ContentDigests contents) {
    this.base = base.toAbsolutePath().normalize();
    this.contents = contents;
  }

  /** What becomes of one source. */
  private interface Replacement {
    String of(String source) throws IOException;
  }

  /** The step's parameters with absolute paths for sources. URIs stay as they are. */
  public Map<String, Value> forTask(PlannedStep step) {
    try {
      return replaced(step, source -> isUri(source) ? source : path(source).toString());
    } catch (IOException e) {
      throw new IllegalStateException("resolving a path reads nothing", e);
    }
  }

  /**
   * The step's parameters with digests for sources. A URI stands for itself.
   *
   * @throws IOException if a source cannot be read
   */
  public Map<String, Value> forCacheKey(PlannedStep step) throws IOException {
    return replaced(step, source -> isUri(source) ? source : "sha256:" + contents.of(path(source)));
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

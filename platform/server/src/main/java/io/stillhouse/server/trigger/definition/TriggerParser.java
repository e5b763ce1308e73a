package io.stillhouse.server.trigger.definition;

import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.parameter.Acceptance;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.value.Value;
import io.stillhouse.model.yaml.YamlReader;
import io.stillhouse.server.trigger.definition.TriggerShape.TriggerDraft;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** Reads triggers. */
public final class TriggerParser {

  /** The pipelines that a trigger may start. */
  public interface Pipelines {
    /**
     * The definition of a pipeline.
     *
     * @param version an uploaded version; empty: the newest definition
     */
    Optional<PipelineDefinition> definition(String pipeline, Optional<Integer> version);

    /** The names of all of them. */
    Set<String> names();
  }

  /** The trigger that a text describes, or everything that is wrong with the text. */
  public Checked<TriggerDefinition> parse(SourceText text) {
    Problems problems = new Problems();
    Optional<TriggerDraft> draft = draft(text, problems);
    return Checked.of(problems, () -> draft.orElseThrow(NoSuchElementException::new).definition());
  }

  /** The same; the pipeline has to be there and to have the parameters. */
  public Checked<TriggerDefinition> parse(SourceText text, Pipelines pipelines) {
    Problems problems = new Problems();
    Optional<TriggerDraft> draft = draft(text, problems);
    draft.ifPresent(read -> check(read, pipelines, problems));
    return Checked.of(problems, () -> draft.orElseThrow(NoSuchElementException::new).definition());
  }

  private static Optional<TriggerDraft> draft(SourceText text, Problems problems) {
    return new YamlReader(problems)
        .read(text)
        .flatMap(node -> TriggerShape.TRIGGER.read(new Cursor(node, "", problems)));
  }

  private static void check(TriggerDraft draft, Pipelines pipelines, Problems problems) {
    TriggerDefinition trigger = draft.definition();
    Optional<PipelineDefinition> found =
        pipelines.definition(trigger.pipeline(), trigger.version());
    if (found.isEmpty()) {
      if (trigger.version().isPresent() && pipelines.names().contains(trigger.pipeline())) {
        problems.error(
            draft.pipelinePlace(),
            "pipeline " + trigger.pipeline() + " has no version " + trigger.version().get());
      } else {
        problems.unknown(
            draft.pipelinePlace(),
            "there is no pipeline '"
                + trigger.pipeline()
                + "': upload a version, or put its definition into the server's folder",
            trigger.pipeline(),
            pipelines.names());
      }
      return;
    }
    Map<String, ParameterDeclaration> declared = found.get().parameters();
    draft.parameters().values().forEach(value -> check(value, declared, problems));
    draft.payloadParameters().values().forEach(value -> requireDeclared(value, declared, problems));
    Set<String> given = new HashSet<>(draft.parameters().keySet());
    given.addAll(draft.payloadParameters().keySet());
    for (ParameterDeclaration declaration : declared.values()) {
      if (declaration.mustBeSet() && !given.contains(declaration.name())) {
        problems.error(
            draft.pipelinePlace(),
            "its parameter '" + declaration.name() + "' has no default: set it under parameters");
      }
    }
  }

  private static void check(
      Named<Value> value, Map<String, ParameterDeclaration> declared, Problems problems) {
    ParameterDeclaration declaration = declared.get(value.name());
    if (declaration == null) {
      requireDeclared(value, declared, problems);
      return;
    }
    Place place = value.namePlace();
    for (Acceptance.Objection objection : declaration.accept(value.value()).objections()) {
      problems.add(
          new Problem(
              Severity.ERROR,
              place.location(),
              place.path(),
              objection.message(),
              objection.suggestion()));
    }
  }

  private static void requireDeclared(
      Named<?> value, Map<String, ParameterDeclaration> declared, Problems problems) {
    if (!declared.containsKey(value.name())) {
      problems.unknown(
          value.namePlace(),
          "the pipeline has no parameter '" + value.name() + "'",
          value.name(),
          declared.keySet());
    }
  }
}

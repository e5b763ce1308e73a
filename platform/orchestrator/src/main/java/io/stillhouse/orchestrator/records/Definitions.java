package io.stillhouse.orchestrator.records;

import io.stillhouse.model.definition.DataParallel;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.definition.PreemptionPolicy;
import io.stillhouse.model.definition.RetryBudget;
import io.stillhouse.model.definition.RetryPolicy;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.definition.StepDefinition;
import io.stillhouse.model.definition.Toleration;
import io.stillhouse.model.expression.ConditionExpression;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.v1.Resources;

/** Definitions as messages: for those who read runs, never parsed back. */
public final class Definitions {

  private Definitions() {}

  /** The definition as a message. */
  public static io.stillhouse.v1.PipelineDefinition toProto(PipelineDefinition definition) {
    io.stillhouse.v1.PipelineDefinition.Builder proto =
        io.stillhouse.v1.PipelineDefinition.newBuilder()
            .setName(definition.name())
            .setDescription(definition.description())
            .setExperiment(definition.experiment())
            .putAllLabels(definition.labels())
            .setSource(definition.source().content());
    definition
        .parameters()
        .forEach((name, declaration) -> proto.putParameters(name, toProto(declaration)));
    definition.steps().forEach(step -> proto.addSteps(toProto(step)));
    return proto.build();
  }

  /** Resources as a message. */
  public static Resources toProto(ResourceRequest resources) {
    return Resources.newBuilder()
        .setCpuMillis(resources.cpuMillis())
        .setMemoryBytes(resources.memoryBytes())
        .setGpus(resources.gpus())
        .build();
  }

  /** Where work on many shards is done, as a message without a session. */
  public static io.stillhouse.v1.DataParallel toProto(DataParallel dataParallel) {
    return io.stillhouse.v1.DataParallel.newBuilder()
        .setRunner(dataParallel.runner().yamlName())
        .setParallelism(dataParallel.parallelism().orElse(0))
        .build();
  }

  private static io.stillhouse.v1.ParameterDeclaration toProto(ParameterDeclaration declaration) {
    io.stillhouse.v1.ParameterDeclaration.Builder proto =
        io.stillhouse.v1.ParameterDeclaration.newBuilder()
            .setType(declaration.type().yamlName())
            .setDescription(declaration.description());
    declaration.defaultValue().ifPresent(value -> proto.setDefaultValue(Values.toProto(value)));
    return proto.build();
  }

  private static io.stillhouse.v1.StepDefinition toProto(StepDefinition step) {
    io.stillhouse.v1.StepDefinition.Builder proto =
        io.stillhouse.v1.StepDefinition.newBuilder()
            .setName(step.name())
            .setComponent(step.component())
            .setWhen(step.when().map(ConditionExpression::text).orElse(""))
            .setForEach(step.forEach().map(list -> text(list.asWritten())).orElse(""))
            .setRetry(toProto(step.retry()))
            .setResources(toProto(step.resources()))
            .setScheduling(toProto(step.scheduling()))
            .setDataParallel(toProto(step.dataParallel()))
            .setCacheable(step.cacheable())
            .putAllEnvironment(step.environment())
            .putAllLabels(step.labels());
    step.parameters()
        .forEach((name, value) -> proto.putParameters(name, Values.toProto(value.asWritten())));
    step.inputs().forEach((name, input) -> proto.putInputs(name, input.asWritten()));
    step.timeout().ifPresent(timeout -> proto.setTimeout(Times.toProto(timeout)));
    return proto.build();
  }

  private static String text(Value value) {
    return value instanceof TextValue text ? text.text() : value.canonicalText();
  }

  private static io.stillhouse.v1.RetryPolicy toProto(RetryPolicy retry) {
    io.stillhouse.v1.RetryPolicy.Builder proto =
        io.stillhouse.v1.RetryPolicy.newBuilder()
            .setInitialBackoff(Times.toProto(retry.backoff().initial()))
            .setMaximumBackoff(Times.toProto(retry.backoff().maximum()))
            .setBackoffFactor(retry.backoff().factor());
    retry.budgets().forEach((budget, number) -> set(proto, budget, number));
    return proto.build();
  }

  private static void set(
      io.stillhouse.v1.RetryPolicy.Builder proto, RetryBudget budget, int number) {
    switch (budget) {
      case APPLICATION -> proto.setApplication(number);
      case INFRASTRUCTURE -> proto.setInfrastructure(number);
      case PREEMPTION -> proto.setPreemption(number);
      case OUT_OF_MEMORY -> proto.setOutOfMemory(number);
      case EVICTION -> proto.setEviction(number);
      case NODE_LOSS -> proto.setNodeLoss(number);
      case IMAGE_PULL -> proto.setImagePull(number);
      case UNSCHEDULABLE -> proto.setUnschedulable(number);
      case TIMEOUT -> proto.setTimeout(number);
    }
  }

  private static io.stillhouse.v1.Scheduling toProto(Scheduling scheduling) {
    io.stillhouse.v1.Scheduling.Builder proto =
        io.stillhouse.v1.Scheduling.newBuilder()
            .putAllNodeSelector(scheduling.nodeSelector())
            .setServiceAccount(scheduling.serviceAccount().orElse(""))
            .setPriorityClass(scheduling.priorityClass().orElse(""))
            .setPreemptionPolicy(
                scheduling.preemptionPolicy().map(PreemptionPolicy::yamlName).orElse(""))
            .setSpot(scheduling.spot())
            .putAllAnnotations(scheduling.annotations());
    scheduling.tolerations().forEach(toleration -> proto.addTolerations(toProto(toleration)));
    scheduling
        .affinity()
        .ifPresent(affinity -> proto.putAllAffinity(Values.toProto(affinity.entries())));
    scheduling
        .secrets()
        .forEach(
            (variable, secret) ->
                proto.putSecrets(
                    variable,
                    io.stillhouse.v1.SecretKey.newBuilder()
                        .setSecret(secret.secret())
                        .setKey(secret.key())
                        .build()));
    return proto.build();
  }

  private static io.stillhouse.v1.Toleration toProto(Toleration toleration) {
    io.stillhouse.v1.Toleration.Builder proto =
        io.stillhouse.v1.Toleration.newBuilder()
            .setKey(toleration.key().orElse(""))
            .setOperator(toleration.operator().yamlName())
            .setValue(toleration.value().orElse(""))
            .setEffect(toleration.effect().map(Toleration.Effect::yamlName).orElse(""));
    toleration.tolerationSeconds().ifPresent(proto::setTolerationSeconds);
    return proto.build();
  }
}

package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.shape.DurationShape;
import io.stillhouse.model.shape.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads settings, and collects all that is wrong with them. */
final class SettingsReader {
  static final String KUBECONFIG = "kubeconfig";
  static final String CONTEXT = "context";

  private static final Duration PENDING_DEADLINE = Duration.ofMinutes(10);
  private static final Duration TTL = Duration.ofDays(1);
  private static final String CONTROLLER_ACCOUNT = "stillhouse-controller";
  private static final String SHARED_MEMORY = "64Mi";
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> KEYS =
      List.of(
          KUBECONFIG,
          CONTEXT,
          "namespace",
          "serviceAccount",
          "pullPolicy",
          "imagePullSecrets",
          "pendingDeadline",
          "ttl",
          "priorityClass",
          "cacheSize",
          "shmSize",
          "controllerImage",
          "controllerAccount",
          "storeEnvironment");

  private final Map<String, String> texts;
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> texts) {
    this.texts = texts;
  }

  KubernetesSettings settings() {
    new TreeSet<>(texts.keySet())
        .stream().filter(key -> !KEYS.contains(key)).forEach(this::unknown);
    KubernetesSettings settings =
        new KubernetesSettings(
            said(KUBECONFIG),
            said(CONTEXT),
            formed("namespace", Form.DNS_LABEL),
            formed("serviceAccount", Form.DNS_SUBDOMAIN),
            pullPolicy(),
            imagePullSecrets(),
            duration("pendingDeadline", PENDING_DEADLINE),
            duration("ttl", TTL),
            formed("priorityClass", Form.DNS_SUBDOMAIN),
            quantity("cacheSize"),
            quantity("shmSize").orElse(SHARED_MEMORY),
            said("controllerImage"),
            formed("controllerAccount", Form.DNS_SUBDOMAIN).orElse(CONTROLLER_ACCOUNT),
            storeEnvironment());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return settings;
  }

  private void unknown(String key) {
    problem(
        key,
        "there is no such setting"
            + Suggestion.closest(key, KEYS)
                .map(meant -> "; did you mean " + meant)
                .orElse(" (there is " + String.join(", ", KEYS) + ")"));
  }

  private void problem(String key, String what) {
    problems.add("kubernetes." + key + ": " + what);
  }

  private Optional<String> said(String key) {
    Optional<String> text = Optional.ofNullable(texts.get(key)).map(String::strip);
    if (text.filter(String::isEmpty).isPresent()) {
      problem(key, "there is no value: give one, or leave the setting out");
      return Optional.empty();
    }
    return text;
  }

  private Optional<String> formed(String key, Form form) {
    Optional<String> text = said(key);
    text.filter(value -> !form.matches(value)).ifPresent(value -> wrong(key, value, form.words()));
    return text;
  }

  private void wrong(String key, String value, String expected) {
    problem(key, "is '" + value + "', it must be " + expected);
  }

  private Optional<String> pullPolicy() {
    Optional<String> policy = said("pullPolicy");
    policy
        .filter(value -> !PULL_POLICIES.contains(value))
        .ifPresent(
            value ->
                wrong(
                    "pullPolicy",
                    value,
                    "one of "
                        + String.join(", ", PULL_POLICIES)
                        + Suggestion.closest(value, PULL_POLICIES)
                            .map(meant -> "; did you mean " + meant)
                            .orElse("")));
    return policy;
  }

  private List<String> imagePullSecrets() {
    List<String> names = list("imagePullSecrets");
    names.stream()
        .filter(name -> !Form.DNS_SUBDOMAIN.matches(name))
        .forEach(name -> wrong("imagePullSecrets", name, Form.DNS_SUBDOMAIN.words()));
    return names;
  }

  private List<String> list(String key) {
    List<String> parts = new ArrayList<>();
    for (String part : said(key).orElse("").split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private Duration duration(String key, Duration standard) {
    Optional<String> text = said(key);
    Optional<Duration> duration = text.flatMap(DurationShape::parse);
    if (text.isPresent() && duration.isEmpty()) {
      wrong(key, text.get(), DurationShape.EXPECTED);
    }
    return duration.orElse(standard);
  }

  private Optional<String> quantity(String key) {
    Optional<String> text = said(key);
    text.filter(value -> !isSize(value))
        .ifPresent(value -> wrong(key, value, "an amount of memory: 512Mi, 2Gi"));
    return text;
  }

  private static boolean isSize(String text) {
    try {
      return Quantity.getAmountInBytes(new Quantity(text)).signum() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Map<String, String> storeEnvironment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : list("storeEnvironment")) {
      int equals = variable.indexOf('=');
      String name = equals < 0 ? variable : variable.substring(0, equals);
      if (equals < 0) {
        wrong("storeEnvironment", variable, "NAME=VALUE, several of them with commas between");
      } else if (!StoreVariables.isOne(name)) {
        problem(
            "storeEnvironment",
            name
                + " is no variable of the store"
                + Suggestion.closest(name, StoreVariables.NAMES)
                    .map(meant -> "; did you mean " + meant)
                    .orElse(" (there is " + String.join(", ", StoreVariables.NAMES) + ")"));
      } else {
        variables.put(name, variable.substring(equals + 1));
      }
    }
    return variables;
  }
}

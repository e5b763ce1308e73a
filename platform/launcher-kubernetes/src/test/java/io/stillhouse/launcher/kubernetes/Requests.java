package io.stillhouse.launcher.kubernetes;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.AttemptName;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.Execution;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.definition.SecretKey;
import io.stillhouse.model.resource.ResourceRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds requests; what a test does not say is small and harmless. */
final class Requests {
  static final RunLayout RUN = new RunLayout("digits", "20260101-000000-abcdef");

  private final URI store;
  private String step = "train";
  private int number = 1;
  private String image = "stillhouse/train:1";
  private Execution execution =
      new JavaExecution("io.example.Train", "target/train.jar", "target/classpath");
  private ResourceRequest resources = new ResourceRequest(50, 64 << 20, 0);
  private Scheduling scheduling = Scheduling.ANYWHERE;
  private Map<String, String> environment = Map.of();
  private Map<String, String> labels = Map.of();
  private Optional<Duration> timeout = Optional.empty();

  private Requests(URI store) {
    this.store = store;
  }

  static Requests in(URI store) {
    return new Requests(store);
  }

  Requests step(String name) {
    step = name;
    return this;
  }

  Requests number(int attempt) {
    number = attempt;
    return this;
  }

  Requests image(String name) {
    image = name;
    return this;
  }

  /** A script of a shell in the image. */
  Requests script(String text) {
    execution = new CommandExecution(List.of("sh", "-c", text));
    return this;
  }

  Requests resources(ResourceRequest request) {
    resources = request;
    return this;
  }

  Requests scheduling(Scheduling where) {
    scheduling = where;
    return this;
  }

  Requests secrets(Map<String, SecretKey> variables) {
    return scheduling(
        new Scheduling(
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            variables,
            Map.of()));
  }

  Requests environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  Requests labels(Map<String, String> ofRun) {
    labels = ofRun;
    return this;
  }

  Requests timeout(Duration limit) {
    timeout = Optional.of(limit);
    return this;
  }

  LaunchRequest build() {
    AttemptName attempt = new AttemptName(RUN, step, number);
    return new LaunchRequest(
        attempt,
        store,
        URI.create(store + "/" + attempt.layout().task()),
        new Component(
            "trainer", "Trains.", image, execution, Map.of(), Map.of(), Map.of(), resources,
            Set.of()),
        image,
        List.of(),
        resources,
        scheduling,
        environment,
        labels,
        timeout);
  }
}

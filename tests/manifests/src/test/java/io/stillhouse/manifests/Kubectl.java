package io.stillhouse.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stillhouse.platforms.KubernetesCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code kubectl} of this machine.
 *
 * @param variables what it gets in its environment
 */
record Kubectl(Map<String, String> variables) {
  private static final Pattern MINOR = Pattern.compile("\"minor\": \"(\\d+)");

  /** From here on its kustomize knows components and patches. */
  private static final int NEEDED = 21;

  /** One that needs no cluster; skips the test where there is none that is new enough. */
  static Kubectl orSkip() throws IOException, InterruptedException {
    Kubectl kubectl = new Kubectl(Map.of());
    Outcome version;
    try {
      version = kubectl.run("", "version", "--client", "--output", "json");
    } catch (IOException e) {
      version = new Outcome(1, "");
    }
    Matcher minor = MINOR.matcher(version.out());
    assumeTrue(
        minor.find() && Integer.parseInt(minor.group(1)) >= NEEDED,
        "SKIPPED: tests of k8s/ need kubectl 1.21 or newer on the PATH");
    return kubectl;
  }

  /** One that speaks to the cluster of the tests; skips the test where there is none. */
  static Kubectl ofClusterOrSkip() throws IOException, InterruptedException {
    orSkip();
    return new Kubectl(Map.of("KUBECONFIG", KubernetesCluster.orSkip().kubeconfig().toString()));
  }

  /** The manifests of a kustomization below {@code k8s/}. */
  String kustomize(String folder) throws IOException, InterruptedException {
    Outcome outcome = run("", "kustomize", folder(folder).toString());
    assertThat(outcome.exit()).as(outcome.out()).isZero();
    return outcome.out();
  }

  /** The folder {@code k8s/} of this checkout, or one inside it. */
  static Path folder(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("k8s/base"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no k8s/base above this test");
    }
    return folder.resolve("k8s").resolve(name);
  }

  /** Runs a command; warnings go to the test's output. */
  Outcome run(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), text);
    }
  }

  record Outcome(int exit, String out) {}
}

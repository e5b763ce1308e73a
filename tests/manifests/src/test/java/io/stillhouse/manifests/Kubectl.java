package io.stillhouse.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code kubectl} of this machine. */
final class Kubectl {
  private static final Pattern MINOR = Pattern.compile("\"minor\": \"(\\d+)");

  /** From here on its kustomize knows components and patches. */
  private static final int NEEDED = 21;

  private Kubectl() {}

  /** Skips the test where there is none that is new enough. */
  static void require() throws IOException, InterruptedException {
    Outcome version;
    try {
      version = run("", "version", "--client", "--output", "json");
    } catch (IOException e) {
      version = new Outcome(1, "");
    }
    Matcher minor = MINOR.matcher(version.out());
    assumeTrue(
        minor.find() && Integer.parseInt(minor.group(1)) >= NEEDED,
        "SKIPPED: tests of k8s/ need kubectl 1.21 or newer on the PATH");
  }

  /** Skips the test where no cluster is named. */
  static void requireCluster() throws IOException, InterruptedException {
    require();
    String kubeconfig = System.getenv("KUBECONFIG");
    assumeTrue(
        kubeconfig != null && !kubeconfig.isEmpty(),
        "SKIPPED: this test needs a cluster; name its kubeconfig in KUBECONFIG");
  }

  /** The manifests of a kustomization below {@code k8s/}. */
  static String kustomize(String folder) throws IOException, InterruptedException {
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
  static Outcome run(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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

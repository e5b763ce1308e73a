package io.stillhouse.launcher.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a container reaches servers of its own machine: for a container, {@code localhost} is itself.
 */
final class HostAccess {
  private static final String MACHINE = "host.docker.internal";

  private static final Pattern LOOPBACK =
      Pattern.compile("((?:https?://)?)(localhost|127\\.0\\.0\\.1|\\[::1])((?::\\d+)?(?:/.*)?)");

  private final DockerSettings settings;
  private final boolean sharesNetwork;

  HostAccess(DockerSettings settings) {
    this.settings = settings;
    this.sharesNetwork = settings.network().filter("host"::equals).isPresent();
  }

  /** An address as a container has to write it. */
  String address(String onThisMachine) {
    Matcher loopback = LOOPBACK.matcher(onThisMachine);
    return !sharesNetwork && loopback.matches()
        ? loopback.group(1) + MACHINE + loopback.group(3)
        : onThisMachine;
  }

  /** Lines of {@code /etc/hosts}. */
  List<String> extraHosts(Map<String, String> environment) {
    List<String> lines = new ArrayList<>(settings.extraHosts());
    if (environment.values().stream().anyMatch(value -> value.contains(MACHINE))
        && lines.stream().noneMatch(line -> line.startsWith(MACHINE + ":"))) {
      lines.add(MACHINE + ":host-gateway");
    }
    return lines;
  }
}

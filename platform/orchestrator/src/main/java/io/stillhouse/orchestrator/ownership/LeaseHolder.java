package io.stillhouse.orchestrator.ownership;

import io.stillhouse.orchestrator.process.ProcessIdentity;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What leases say about the process that holds them. */
final class LeaseHolder {
  private static final Path PROCESS_NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final String NAMESPACE_FIELD = "namespace ";

  private LeaseHolder() {}

  /** The first lease of this process. */
  static Lease thisProcess(Instant now) {
    return Lease.newBuilder()
        .setHolder("process " + ProcessHandle.current().pid() + " on " + host())
        .setProcess(NAMESPACE_FIELD + namespace() + "\n" + ProcessIdentity.describeThisProcess())
        .setRenewTime(Times.toProto(now))
        .build();
  }

  /** Whether the holder lives, if it is a process that this machine can see. */
  static Optional<Boolean> isAlive(Lease lease) {
    String namespace = namespace();
    String[] fields = lease.getProcess().split("\n", 2);
    if (namespace.isEmpty()
        || fields.length < 2
        || !fields[0].equals(NAMESPACE_FIELD + namespace)) {
      return Optional.empty();
    }
    return ProcessIdentity.parse(fields[1], Times.fromProto(lease.getRenewTime()))
        .filter(ProcessIdentity::isOfThisBoot)
        .map(ProcessIdentity::isAlive);
  }

  /** Tells process numbers of one container from those of another; empty where nothing tells. */
  private static String namespace() {
    try {
      return Files.readSymbolicLink(PROCESS_NAMESPACE).toString();
    } catch (IOException noProc) {
      return "";
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }
}

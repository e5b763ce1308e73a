package io.stillhouse.release.promotion;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Who decides on this machine. */
public final class Actor {
  private static final String VARIABLE = "STILLHOUSE_ACTOR";

  private Actor() {}

  /** The user of this process, {@code user on host}, unless the environment says another name. */
  public static String of(Map<String, String> variables) {
    return variables.getOrDefault(
        VARIABLE, System.getProperty("user.name", "somebody") + " on " + host());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }
}

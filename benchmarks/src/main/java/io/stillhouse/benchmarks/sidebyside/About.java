package io.stillhouse.benchmarks.sidebyside;

import io.stillhouse.training.network.Network;

/** What is told of a network, so that both sides can be seen to run the same one. */
final class About {
  private About() {}

  /** Parameters, and multiply-accumulates of one image. */
  static String network(Network network) {
    return "{\"parameters\": %d, \"macs\": %d}".formatted(network.parameterCount(), network.macs());
  }
}

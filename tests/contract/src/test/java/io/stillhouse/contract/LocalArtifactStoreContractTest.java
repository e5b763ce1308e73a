package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

/** The local store keeps the contract. */
class LocalArtifactStoreContractTest extends ArtifactStoreRaces {

  @Override
  String location() {
    return temporary.resolve("store").toString();
  }

  @Override
  void checkLeftovers(int removed) {
    assertThat(removed).isPositive();
  }
}

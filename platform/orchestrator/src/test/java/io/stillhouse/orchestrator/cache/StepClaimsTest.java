package io.stillhouse.orchestrator.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.orchestrator.cache.StepClaims.Claim;
import io.stillhouse.orchestrator.ownership.Ownership;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepClaimsTest {
  private static final CacheKey KEY = CacheKey.of("c", "digest", Map.of(), Map.of(), Map.of());
  private static final CacheKey OTHER = CacheKey.of("c", "other", Map.of(), Map.of(), Map.of());
  private static final RunLayout FIRST = new RunLayout("p", "20260131-110000-aaaaaa");
  private static final RunLayout SECOND = new RunLayout("p", "20260131-110000-bbbbbb");

  @TempDir private Path folder;
  private ArtifactStore store;
  private StepClaims claims;

  @BeforeEach
  void open() {
    store = ArtifactStores.open(folder);
    claims = new StepClaims(store);
  }

  @Test
  void whileARunIsAtWorkOnAResultNoOtherComputesIt() {
    try (Ownership.Held first = Ownership.of(store).own(FIRST)) {
      Optional<Claim> claim = claims.tryClaim(KEY, FIRST, "train");
      assertThat(claim).isPresent();
      assertThat(claims.tryClaim(KEY, SECOND, "train")).isEmpty();
      assertThat(claims.tryClaim(KEY, FIRST, "twin")).as("another step of the same run").isEmpty();
      assertThat(claims.tryClaim(OTHER, SECOND, "train")).isPresent();

      claim.orElseThrow().close();
      assertThat(claims.tryClaim(KEY, SECOND, "train")).isPresent();
    }
  }

  @Test
  void theClaimOfARunThatWasLostCountsForNothing() {
    try (Ownership.Held first = Ownership.of(store).own(FIRST)) {
      assertThat(claims.tryClaim(KEY, FIRST, "train")).isPresent();
    }
    try (Ownership.Held second = Ownership.of(store).own(SECOND)) {
      Claim taken = claims.tryClaim(KEY, SECOND, "train").orElseThrow();
      assertThat(claims.tryClaim(KEY, FIRST, "train")).isEmpty();
      taken.close();
    }
    assertThat(store.list(RunLayout.CLAIMS)).as("that of the lost run is gone as well").isEmpty();
  }

  @Test
  void aRunThatWasBrokenOffFindsItsOwnClaim() {
    claims.tryClaim(KEY, FIRST, "train");
    try (Ownership.Held first = Ownership.of(store).own(FIRST)) {
      assertThat(claims.tryClaim(KEY, FIRST, "train")).isPresent();
      assertThat(claims.tryClaim(KEY, SECOND, "train")).isEmpty();
    }
  }

  @Test
  void theClaimOfAStepThatHasEndedCountsForNothing() {
    try (Ownership.Held first = Ownership.of(store).own(FIRST)) {
      claims.tryClaim(KEY, FIRST, "train");
      store.create(FIRST.stepOutcome("train"), new byte[0]);
      assertThat(claims.tryClaim(KEY, SECOND, "train")).isPresent();
    }
  }

  @Test
  void ofManyContendersForALostClaimOneGetsIt() {
    claims.tryClaim(KEY, FIRST, "train");
    AtomicInteger winners = new AtomicInteger();
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> {
              RunLayout run = new RunLayout("p", "20260131-110000-" + (char) ('a' + i) + "00000");
              // Each stays at work until all have asked.
              Ownership.of(store).own(run);
              if (new StepClaims(store).tryClaim(KEY, run, "train").isPresent()) {
                winners.incrementAndGet();
              }
            });
    assertThat(winners).hasValue(1);
  }
}

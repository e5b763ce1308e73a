package io.stillhouse.orchestrator.cache;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.orchestrator.ownership.Ownership;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets one of several runs that need the same result compute it, while the others wait for it.
 *
 * <p>A claim is an object that names a step of a run, numbered like a lease: of any number of
 * contenders for the next number exactly one creates it. A claim counts as long as its run is at
 * work and the step has no outcome, so who owns a run decides here as well and a claim need not be
 * renewed. Only work is saved: a result that is computed twice, as when a run was lost whose step
 * goes on, is as good.
 */
public final class StepClaims {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** Where every look is a request to a service. */
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(2);

  private final ArtifactStore store;
  private final Ownership ownership;

  public StepClaims(ArtifactStore store) {
    this.store = store;
    this.ownership = Ownership.of(store);
  }

  /** The right to compute a result, until it is closed. */
  public final class Claim implements AutoCloseable {
    private final String folder;
    private final long number;

    private Claim(String folder, long number) {
      this.folder = folder;
      this.number = number;
    }

    /** Lets others compute it, if the cache does not have it by now. */
    @Override
    public void close() {
      String own = key(folder, number);
      for (StoredObject claim : store.list(folder)) {
        // Those before this one are of runs that were lost.
        if (claim.key().compareTo(own) <= 0) {
          store.delete(claim.key());
        }
      }
    }
  }

  /** How long to wait before asking again. */
  public Duration betweenLooks() {
    return "file".equals(store.root().getScheme()) ? BETWEEN_LOOKS : BETWEEN_REQUESTS;
  }

  /** Takes the right to compute what the key stands for; empty while another step has it. */
  public Optional<Claim> tryClaim(CacheKey key, RunLayout run, String step) {
    String folder = RunLayout.claims(key.hex());
    byte[] own = (run.name() + "\n" + step).getBytes(StandardCharsets.UTF_8);
    while (true) {
      long last =
          store.list(folder).stream()
              .mapToLong(claim -> Long.parseLong(claim.key().substring(folder.length() + 1)))
              .max()
              .orElse(0);
      if (last > 0) {
        Optional<byte[]> holder = store.read(key(folder, last));
        if (holder.isEmpty()) {
          continue; // it was given up between the two looks
        }
        String text = new String(holder.get(), StandardCharsets.UTF_8);
        if (text.equals(new String(own, StandardCharsets.UTF_8))) {
          return Optional.of(new Claim(folder, last));
        }
        if (counts(text)) {
          return Optional.empty();
        }
      }
      if (store.create(key(folder, last + 1), own)) {
        return Optional.of(new Claim(folder, last + 1));
      }
    }
  }

  /** A text that nobody could have written is like a run that is gone. */
  private boolean counts(String holder) {
    String[] lines = holder.split("\n", 2);
    if (lines.length < 2) {
      return false;
    }
    try {
      RunLayout run = RunLayout.ofName(lines[0]);
      return store.read(run.stepOutcome(lines[1])).isEmpty() && ownership.owner(run).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String key(String folder, long number) {
    return folder + "/" + String.format(Locale.ROOT, "%08d", number);
  }
}

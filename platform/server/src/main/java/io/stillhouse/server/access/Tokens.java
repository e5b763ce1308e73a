package io.stillhouse.server.access;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.StoredObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens by which callers are known, kept in the store as {@code _tokens/<id>.json}. Of a token
 * only the SHA-256 of its secret is kept: 256 random bits cannot be guessed from it, so it needs no
 * salt and no slow hash.
 */
public final class Tokens {
  private static final String FOLDER = "_tokens";
  private static final Pattern TOKEN = Pattern.compile("still_([0-9a-f]{12})_([0-9a-f]{64})");
  private static final long FRESH_NANOS = 5_000_000_000L;

  private final ArtifactStore store;
  private final Clock clock;
  private final Map<String, Known> known = new HashMap<>();

  private record Known(Optional<StoredToken> token, long readAt) {}

  /** Of a store. */
  public Tokens(ArtifactStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A token as it is kept.
   *
   * @param id what it is called
   * @param name whose it is, for people
   * @param scope what its bearer may do
   * @param secretDigest SHA-256 of the secret, in hexadecimal digits
   * @param createTime when it was made
   * @param expireTime when it ends; empty: never
   */
  public record StoredToken(
      String id,
      String name,
      Scope scope,
      String secretDigest,
      Instant createTime,
      Optional<Instant> expireTime) {}

  /**
   * Makes a token.
   *
   * @param validFor how long it is valid; empty: for ever
   * @return the token, which nobody can read again
   */
  public String create(String name, Scope scope, Optional<Duration> validFor) {
    SecureRandom random = new SecureRandom();
    String id = hex(random, 6);
    String secret = hex(random, 32);
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("scope", scope.name().toLowerCase(Locale.ROOT));
    json.addProperty("secretSha256", digest(secret));
    json.addProperty("createTime", clock.instant().toString());
    validFor.ifPresent(
        time -> json.addProperty("expireTime", clock.instant().plus(time).toString()));
    if (!store.create(key(id), (json + "\n").getBytes(StandardCharsets.UTF_8))) {
      throw new IllegalStateException("there is a token " + id + " already");
    }
    return "still_" + id + "_" + secret;
  }

  /** Every token, ordered by id. */
  public List<StoredToken> list() {
    List<StoredToken> tokens = new ArrayList<>();
    for (StoredObject object : store.list(FOLDER)) {
      String name = object.key().substring(FOLDER.length() + 1);
      if (name.matches("[0-9a-f]{12}\\.json")) {
        read(name.substring(0, 12)).ifPresent(tokens::add);
      }
    }
    return tokens;
  }

  /** Ends a token; returns whether there was one. */
  public boolean revoke(String id) {
    if (!id.matches("[0-9a-f]{12}") || read(id).isEmpty()) {
      return false;
    }
    store.delete(key(id));
    return true;
  }

  /** Whose token it is, if it is valid. */
  public Optional<Caller> caller(String token) {
    Matcher matcher = TOKEN.matcher(token);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    byte[] told = digest(matcher.group(2)).getBytes(StandardCharsets.US_ASCII);
    return fresh(matcher.group(1))
        .filter(
            kept ->
                MessageDigest.isEqual(
                    told, kept.secretDigest().getBytes(StandardCharsets.US_ASCII)))
        .filter(kept -> kept.expireTime().map(clock.instant()::isBefore).orElse(true))
        .map(kept -> new Caller(kept.name(), kept.scope()));
  }

  // Each call has a token: it is not read each time, and ends within seconds when it is revoked.
  private synchronized Optional<StoredToken> fresh(String id) {
    long now = System.nanoTime();
    known.values().removeIf(each -> now - each.readAt() > FRESH_NANOS);
    return known.computeIfAbsent(id, key -> new Known(read(key), now)).token();
  }

  private Optional<StoredToken> read(String id) {
    return store
        .read(key(id))
        .flatMap(
            bytes -> {
              try {
                JsonObject json =
                    JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8))
                        .getAsJsonObject();
                return Optional.of(
                    new StoredToken(
                        id,
                        json.get("name").getAsString(),
                        Scope.valueOf(json.get("scope").getAsString().toUpperCase(Locale.ROOT)),
                        json.get("secretSha256").getAsString(),
                        Instant.parse(json.get("createTime").getAsString()),
                        json.has("expireTime")
                            ? Optional.of(Instant.parse(json.get("expireTime").getAsString()))
                            : Optional.empty()));
              } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
                return Optional.empty(); // A damaged token lets nobody in.
              }
            });
  }

  private static String key(String id) {
    return FOLDER + "/" + id + ".json";
  }

  private static String digest(String secret) {
    return ContentDigest.sha256(secret.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return HexFormat.of().formatHex(content);
  }
}

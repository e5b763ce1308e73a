package io.stillhouse.server.runs;

import com.google.protobuf.Message;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.server.errors.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Makes calls that create runs safe to repeat. The name of the run is chosen and kept in the store
 * ({@code _requests/<hash of the id>}) before the run is made, so that a call whose answer was
 * lost, or that was cut off by a killed server, goes on with the same run.
 */
final class Requests {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final ArtifactStore store;

  Requests(ArtifactStore store) {
    this.store = store;
  }

  /**
   * The run that a request is about.
   *
   * @param id what the caller calls the request; empty: it is not to be repeated
   * @param request the request without its id
   * @param choice chooses a name for the run
   */
  RunLayout run(String id, Message request, Supplier<RunLayout> choice) {
    if (id.isEmpty()) {
      return choice.get();
    }
    if (!ID.matcher(id).matches()) {
      throw ApiException.invalid(
          "request_id", "is 1 to 128 letters, digits, '.', '_' and '-', such as a UUID");
    }
    String key = "_requests/" + ContentDigest.sha256(id.getBytes(StandardCharsets.UTF_8));
    String digest = ContentDigest.sha256(request.toByteArray());
    Optional<byte[]> earlier = store.read(key);
    if (earlier.isEmpty()) {
      RunLayout run = choice.get();
      if (store.create(key, (digest + "\n" + run.name()).getBytes(StandardCharsets.UTF_8))) {
        return run;
      }
      earlier = store.read(key);
    }
    String[] lines = new String(earlier.orElseThrow(), StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 2 || !lines[0].equals(digest)) {
      throw ApiException.alreadyThere(
          "request_id '" + id + "' was used for another request; choose a new one");
    }
    return RunLayout.ofName(lines[1]);
  }
}

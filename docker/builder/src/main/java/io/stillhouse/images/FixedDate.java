package io.stillhouse.images;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Gives a built image the date of its content in place of that of its build.
 *
 * <p>An image's id is the digest of its configuration. The engine writes the time of the build and
 * names of build containers into that, so that no two builds have one id. The same layers with a
 * configuration that only says what is inside have. Such a configuration is loaded as an archive
 * without layers, since the engine has them.
 */
final class FixedDate {
  /** The keys of an image's configuration that say how it runs. */
  private static final List<String> KEPT =
      List.of(
          "User",
          "ExposedPorts",
          "Env",
          "Entrypoint",
          "Cmd",
          "Volumes",
          "WorkingDir",
          "Labels",
          "StopSignal");

  private final DockerEngine engine;
  private final Instant date;

  FixedDate(DockerEngine engine, Instant date) {
    this.engine = engine;
    this.date = date;
  }

  /**
   * Names the image with that date; the engine's own id stays without a name, for its cache.
   *
   * @param archive where the configuration is handed over
   * @return the id of the named image, or empty if the engine keeps images in a way that this does
   *     not work with; the image is named with the date of its build then
   */
  Optional<String> name(String built, Recipe recipe, Path archive) throws IOException {
    JsonObject facts =
        engine
            .inspect(built)
            .orElseThrow(() -> new ImageException("The engine has lost the image " + built + "."));
    byte[] configuration = configuration(facts, recipe).getBytes(StandardCharsets.UTF_8);
    String digest = sha256(configuration);
    write(archive, digest, configuration, layers(facts).size(), recipe.image());
    Optional<String> refusal = engine.load(archive);
    Files.delete(archive);
    String id = "sha256:" + digest;
    if (refusal.isEmpty() && engine.id(recipe.image()).filter(id::equals).isPresent()) {
      return Optional.of(id);
    }
    engine.tag(built, recipe.image());
    return Optional.empty();
  }

  private String configuration(JsonObject facts, Recipe recipe) {
    JsonObject whole = new JsonObject();
    whole.add("architecture", facts.get("Architecture"));
    JsonObject run = facts.getAsJsonObject("Config");
    JsonObject kept = new JsonObject();
    for (String key : KEPT) {
      JsonElement value = run.get(key);
      if (value != null && !value.isJsonNull() && !isEmptyText(value)) {
        kept.add(key, sorted(value));
      }
    }
    whole.add("config", kept);
    whole.addProperty("created", date.toString());
    JsonArray history = new JsonArray();
    JsonArray layers = layers(facts);
    int below = layers.size() - recipe.layers().size();
    for (int i = 0; i < layers.size(); i++) {
      JsonObject step = new JsonObject();
      step.addProperty("created", date.toString());
      step.addProperty("created_by", i < below ? "base image" : recipe.layers().get(i - below));
      history.add(step);
    }
    whole.add("history", history);
    whole.add("os", facts.get("Os"));
    JsonObject rootfs = new JsonObject();
    rootfs.addProperty("type", "layers");
    rootfs.add("diff_ids", layers);
    whole.add("rootfs", rootfs);
    return new GsonBuilder().disableHtmlEscaping().create().toJson(whole);
  }

  private static JsonArray layers(JsonObject facts) {
    return facts.getAsJsonObject("RootFS").getAsJsonArray("Layers");
  }

  private static boolean isEmptyText(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsString().isEmpty();
  }

  /** Maps in the order of their keys. */
  private static JsonElement sorted(JsonElement value) {
    if (!value.isJsonObject()) {
      return value;
    }
    JsonObject sorted = new JsonObject();
    for (String key : new TreeSet<>(value.getAsJsonObject().keySet())) {
      sorted.add(key, value.getAsJsonObject().get(key));
    }
    return sorted;
  }

  private static void write(
      Path archive, String digest, byte[] configuration, int layers, String image)
      throws IOException {
    JsonObject entry = new JsonObject();
    entry.addProperty("Config", digest + ".json");
    JsonArray names = new JsonArray();
    names.add(image);
    entry.add("RepoTags", names);
    JsonArray files = new JsonArray();
    for (int i = 0; i < layers; i++) {
      files.add("layer-" + i + ".tar"); // looked for only if the engine lacked the layer
    }
    entry.add("Layers", files);
    JsonArray manifest = new JsonArray();
    manifest.add(entry);
    Files.createDirectories(archive.getParent());
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      put(tar, digest + ".json", configuration);
      put(tar, "manifest.json", manifest.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry header = new TarArchiveEntry(name);
    header.setSize(content.length);
    tar.putArchiveEntry(header);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

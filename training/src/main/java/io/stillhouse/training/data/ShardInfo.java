package io.stillhouse.training.data;

/**
 * One shard of a split.
 *
 * @param file name of the safetensors file, beside the JSON file that names it
 * @param count rows in it, at least 1
 */
public record ShardInfo(String file, int count) {
  public ShardInfo {
    if (!file.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "shard file '%s' is not a plain file name of letters, digits, '.', '_' and '-'"
              .formatted(file));
    }
    if (count < 1) {
      throw new IllegalArgumentException("shard '%s' has count %d".formatted(file, count));
    }
  }
}

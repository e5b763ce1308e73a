package io.stillhouse.artifacts;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How messages are written into objects: proto JSON in UTF-8, the same bytes for the same message.
 */
public final class ProtoJson {

  private ProtoJson() {}

  /** The message as JSON: indented, map keys sorted, a final newline. */
  public static byte[] write(MessageOrBuilder message) {
    try {
      String json = JsonFormat.printer().sortingMapKeys().print(message) + "\n";
      return json.getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          message.getDescriptorForType().getFullName() + " cannot be written as JSON", e);
    }
  }

  /**
   * Reads a message. Fields that this version does not know are passed over, so that a newer
   * version may have written them.
   *
   * @param type any message of the type to read, such as its default instance
   * @param source where the bytes come from, for the error
   * @throws DamagedObjectException if the bytes are not such a message
   */
  public static <T extends Message> T read(byte[] json, T type, String source) {
    Message.Builder builder = type.newBuilderForType();
    try {
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(json, StandardCharsets.UTF_8), builder);
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedObjectException(
          source
              + " is not a "
              + type.getDescriptorForType().getName()
              + " in JSON: "
              + e.getMessage(),
          e);
    }
    @SuppressWarnings("unchecked") // a builder of a T builds a T
    T message = (T) builder.build();
    return message;
  }

  /**
   * Reads a message from a store, or returns empty if there is no such object.
   *
   * @throws DamagedObjectException if the object is not such a message
   */
  public static <T extends Message> Optional<T> read(ArtifactStore store, String key, T type) {
    return store.read(key).map(json -> read(json, type, store.uri(key).toString()));
  }
}

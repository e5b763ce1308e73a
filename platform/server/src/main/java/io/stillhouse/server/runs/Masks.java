package io.stillhouse.server.runs;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import io.stillhouse.server.errors.ApiException;

/** Leaves out of answers what was not asked for. */
final class Masks {
  private Masks() {}

  /** The fields of a message that a mask names; all for an empty mask. */
  static <T extends Message> T apply(FieldMask mask, T message) {
    if (mask.getPathsCount() == 0) {
      return message;
    }
    if (!FieldMaskUtil.isValid(message.getClass(), mask)) {
      throw ApiException.invalid(
          "read_mask",
          "names fields that "
              + message.getDescriptorForType().getName()
              + " does not have: "
              + FieldMaskUtil.toString(mask));
    }
    Message.Builder masked = message.newBuilderForType();
    FieldMaskUtil.merge(mask, message, masked);
    @SuppressWarnings("unchecked") // a builder of a T builds a T
    T result = (T) masked.build();
    return result;
  }

  /** Whether a mask asks for a field, or for everything. */
  static boolean wants(FieldMask mask, String field) {
    return mask.getPathsCount() == 0
        || mask.getPathsList().stream()
            .anyMatch(path -> path.equals(field) || path.startsWith(field + "."));
  }
}

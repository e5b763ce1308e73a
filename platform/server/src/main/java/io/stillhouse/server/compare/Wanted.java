package io.stillhouse.server.compare;

import com.google.protobuf.FieldMask;

/**
 * The parts of an answer that are asked for: what nobody wants is not worked out.
 *
 * @param mask the fields; none: all
 */
record Wanted(FieldMask mask) {
  boolean has(String field) {
    return mask.getPathsCount() == 0
        || mask.getPathsList().stream()
            .anyMatch(path -> path.equals(field) || path.startsWith(field + "."));
  }
}

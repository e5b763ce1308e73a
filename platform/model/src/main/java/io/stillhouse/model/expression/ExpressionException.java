package io.stillhouse.model.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong at which character of an expression. */
final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;
  private final String reason;
  private final @Nullable String word;
  private final transient List<String> candidates;

  ExpressionException(int offset, String reason) {
    this(offset, reason, null, List.of());
  }

  /** About an unknown word that may stand for one of the candidates. */
  ExpressionException(int offset, String reason, @Nullable String word, List<String> candidates) {
    super(reason);
    this.offset = offset;
    this.reason = reason;
    this.word = word;
    this.candidates = candidates;
  }

  int offset() {
    return offset;
  }

  String reason() {
    return reason;
  }

  @Nullable String word() {
    return word;
  }

  List<String> candidates() {
    return candidates;
  }
}

package io.stillhouse.server.errors;

import com.google.rpc.Code;
import java.util.List;

/** A request that cannot be answered, as its sender is told. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;
  private final transient List<FieldProblem> problems;

  private ApiException(Code code, String message, List<FieldProblem> problems) {
    super(message);
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** A field of the request that is wrong. */
  public static ApiException invalid(String field, String problem) {
    return invalid(List.of(new FieldProblem(field, problem)));
  }

  /** Fields of the request that are wrong, all of them. */
  public static ApiException invalid(List<FieldProblem> problems) {
    StringBuilder message = new StringBuilder();
    for (FieldProblem problem : problems) {
      message.append(message.length() == 0 ? "" : "\n").append(problem);
    }
    return new ApiException(Code.INVALID_ARGUMENT, message.toString(), problems);
  }

  /** There is no such thing. */
  public static ApiException notFound(String message) {
    return new ApiException(Code.NOT_FOUND, message, List.of());
  }

  /** The request is right, but not now. */
  public static ApiException notNow(String message) {
    return new ApiException(Code.FAILED_PRECONDITION, message, List.of());
  }

  /** Something of that name is there already. */
  public static ApiException alreadyThere(String message) {
    return new ApiException(Code.ALREADY_EXISTS, message, List.of());
  }

  /** Something changed meanwhile; whoever asks should look again. */
  public static ApiException changedMeanwhile(String message) {
    return new ApiException(Code.ABORTED, message, List.of());
  }

  /** Whoever asks is not known. */
  public static ApiException unknownCaller(String message) {
    return new ApiException(Code.UNAUTHENTICATED, message, List.of());
  }

  /** Whoever asks may not. */
  public static ApiException forbidden(String message) {
    return new ApiException(Code.PERMISSION_DENIED, message, List.of());
  }

  /** Too much is asked for at once. */
  public static ApiException tooMuch(String message) {
    return new ApiException(Code.RESOURCE_EXHAUSTED, message, List.of());
  }

  /** What kind of failure it is. */
  public Code code() {
    return code;
  }

  /** The fields that are wrong. */
  public List<FieldProblem> problems() {
    return problems;
  }
}

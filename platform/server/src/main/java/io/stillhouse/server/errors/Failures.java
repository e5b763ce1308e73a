package io.stillhouse.server.errors;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.runstore.InvalidPageTokenException;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.filter.FilterException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong into a {@code google.rpc.Status} that names the field. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** What the sender of the request is told. What nobody foresaw is logged, not told. */
  public static StatusRuntimeException told(Throwable failure) {
    if (failure instanceof StatusRuntimeException already) {
      return already;
    }
    return StatusProto.toStatusRuntimeException(status(failure));
  }

  /** The same as a message. */
  public static Status status(Throwable failure) {
    if (failure instanceof ApiException known) {
      return status(known.code(), text(known), known.problems());
    }
    if (failure instanceof InvalidTextException invalid) {
      List<FieldProblem> problems = new ArrayList<>();
      for (Problem problem : invalid.problems()) {
        problems.add(problem(problem));
      }
      return status(Code.INVALID_ARGUMENT, text(failure), problems);
    }
    if (failure instanceof FilterException filter) {
      return status(
          Code.INVALID_ARGUMENT,
          text(failure),
          List.of(new FieldProblem(filter.source().field(), text(failure))));
    }
    if (failure instanceof InvalidPageTokenException) {
      return status(
          Code.INVALID_ARGUMENT,
          text(failure),
          List.of(new FieldProblem("page_token", text(failure))));
    }
    if (failure instanceof InvalidRunException || failure instanceof RunBusyException) {
      return status(Code.FAILED_PRECONDITION, text(failure), List.of());
    }
    if (failure instanceof ObjectNotFoundException) {
      return status(Code.NOT_FOUND, "that is not in the store any more", List.of());
    }
    if (failure instanceof CorruptArtifactException || failure instanceof DamagedObjectException) {
      return status(Code.DATA_LOSS, text(failure), List.of());
    }
    if (failure instanceof StoreException
        || failure instanceof IndexException
        || failure instanceof BackendUnreachableException) {
      return status(Code.UNAVAILABLE, text(failure), List.of());
    }
    String reference = UUID.randomUUID().toString();
    LOG.error("A request failed for a reason that nobody foresaw ({})", reference, failure);
    return status(
        Code.INTERNAL, "the server failed; its log says more under " + reference, List.of());
  }

  private static FieldProblem problem(Problem problem) {
    String place =
        problem.location().line() == 0
            ? ""
            : ":" + problem.location().line() + ":" + problem.location().column();
    return new FieldProblem(
        "source" + place,
        (problem.path().isEmpty() ? "" : problem.path() + ": ")
            + problem.message()
            + (problem.suggestion() == null ? "" : "; did you mean " + problem.suggestion()));
  }

  private static Status status(Code code, String message, List<FieldProblem> problems) {
    Status.Builder status = Status.newBuilder().setCode(code.getNumber()).setMessage(message);
    if (!problems.isEmpty()) {
      BadRequest.Builder request = BadRequest.newBuilder();
      problems.forEach(
          problem ->
              request
                  .addFieldViolationsBuilder()
                  .setField(problem.field())
                  .setDescription(problem.problem()));
      status.addDetails(Any.pack(request.build()));
    }
    return status.build();
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}

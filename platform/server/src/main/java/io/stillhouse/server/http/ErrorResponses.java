package io.stillhouse.server.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.stillhouse.server.errors.Failures;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Failures of requests that no gRPC service answers. */
public final class ErrorResponses {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .usingTypeRegistry(TypeRegistry.newBuilder().add(BadRequest.getDescriptor()).build());

  private ErrorResponses() {}

  /** The response that tells a failure. */
  public static HttpResponse of(Throwable failure, boolean grpc) {
    Status status = Failures.status(failure);
    if (grpc) {
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.OK)
              .contentType(MediaType.parse("application/grpc"))
              .setInt("grpc-status", status.getCode())
              .set("grpc-message", escaped(status.getMessage()))
              .endOfStream(true)
              .build());
    }
    try {
      return HttpResponse.of(
          ResponseHeaders.builder(http(status.getCode()))
              .contentType(MediaType.JSON_UTF_8)
              .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
              .build(),
          com.linecorp.armeria.common.HttpData.ofUtf8(PRINTER.print(status)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a status cannot be written as JSON", e);
    }
  }

  /** The failure as JSON: a google.rpc.Status. */
  static String json(Status status) throws InvalidProtocolBufferException {
    return PRINTER.print(status);
  }

  /** The HTTP status of a gRPC one, as googleapis maps them. */
  static HttpStatus http(int code) {
    Code known = Code.forNumber(code);
    if (known == null) {
      return HttpStatus.INTERNAL_SERVER_ERROR;
    }
    return switch (known) {
      case OK -> HttpStatus.OK;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ALREADY_EXISTS, ABORTED -> HttpStatus.CONFLICT;
      case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
      case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  private static String escaped(String message) {
    StringBuilder text = new StringBuilder();
    for (byte each : message.getBytes(StandardCharsets.UTF_8)) {
      if (each >= 0x20 && each < 0x7f && each != '%') {
        text.append((char) each);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", each & 0xff));
      }
    }
    return text.toString();
  }
}

package io.stillhouse.server.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import java.util.Base64;

/** Failures of calls that came as HTTP/JSON: a google.rpc.Status with its details. */
public final class TranscodedErrors implements UnframedGrpcErrorHandler {
  private static final String DETAILS = "grpc-status-details-bin";

  @Override
  public HttpResponse handle(
      ServiceRequestContext context, io.grpc.Status status, AggregatedHttpResponse response) {
    String encoded = response.trailers().get(DETAILS, response.headers().get(DETAILS, ""));
    Status told =
        Status.newBuilder()
            .setCode(status.getCode().value())
            .setMessage(status.getDescription() == null ? "" : status.getDescription())
            .build();
    try {
      if (!encoded.isEmpty()) {
        told = Status.parseFrom(Base64.getDecoder().decode(encoded));
      }
      return HttpResponse.of(
          ResponseHeaders.builder(ErrorResponses.http(told.getCode()))
              .contentType(MediaType.JSON_UTF_8)
              .set("cache-control", "no-store")
              .build(),
          HttpData.ofUtf8(ErrorResponses.json(told)));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new IllegalStateException("a service told of a failure in a way of its own", e);
    }
  }
}

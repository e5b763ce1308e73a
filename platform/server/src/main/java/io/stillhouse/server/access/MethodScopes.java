package io.stillhouse.server.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.stillhouse.server.errors.Failures;
import io.stillhouse.v1.PipelineServiceGrpc;
import io.stillhouse.v1.RunServiceGrpc;
import java.util.Map;

/** Lets callers only do what their scope allows, whichever way a call came. */
public final class MethodScopes implements ServerInterceptor {
  /** Methods that are not listed only read. */
  private static final Map<String, Scope> SCOPES =
      Map.ofEntries(
          Map.entry(RunServiceGrpc.getCreateRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getCancelRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getResumeRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getRetryRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getUpdateRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getDeleteRunMethod().getFullMethodName(), Scope.ADMIN),
          Map.entry(
              PipelineServiceGrpc.getCreatePipelineVersionMethod().getFullMethodName(),
              Scope.LAUNCH),
          // Reads the data that the plan's steps would.
          Map.entry(
              PipelineServiceGrpc.getPlanDefinitionMethod().getFullMethodName(), Scope.LAUNCH));

  private final Callers callers;

  /** Of these callers. */
  public MethodScopes(Callers callers) {
    this.callers = callers;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    try {
      callers.require(
          ServiceRequestContext.current(),
          SCOPES.getOrDefault(call.getMethodDescriptor().getFullMethodName(), Scope.READ));
    } catch (RuntimeException e) {
      StatusRuntimeException told = Failures.told(e);
      Metadata trailers = told.getTrailers();
      call.close(told.getStatus(), trailers == null ? new Metadata() : trailers);
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, headers);
  }
}

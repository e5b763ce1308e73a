package io.stillhouse.server.access;

import com.google.api.AnnotationsProto;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.stillhouse.server.errors.Failures;
import io.stillhouse.v1.AliasServiceGrpc;
import io.stillhouse.v1.PipelineServiceGrpc;
import io.stillhouse.v1.RunServiceGrpc;
import io.stillhouse.v1.TriggerServiceGrpc;
import java.util.Map;

/**
 * Lets callers only do what their scope allows, whichever way a call came. A method that is not
 * listed only reads if HTTP reaches it with GET; any other is for administrators, so that one that
 * is forgotten here is closed.
 */
public final class MethodScopes implements ServerInterceptor {
  private static final Map<String, Scope> SCOPES =
      Map.ofEntries(
          Map.entry(RunServiceGrpc.getCreateRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getCancelRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getResumeRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getRetryRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getUpdateRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(AliasServiceGrpc.getPromoteRunMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(AliasServiceGrpc.getRollBackAliasMethod().getFullMethodName(), Scope.LAUNCH),
          Map.entry(RunServiceGrpc.getDeleteRunMethod().getFullMethodName(), Scope.ADMIN),
          Map.entry(
              PipelineServiceGrpc.getCreatePipelineVersionMethod().getFullMethodName(),
              Scope.LAUNCH),
          Map.entry(
              PipelineServiceGrpc.getValidateDefinitionMethod().getFullMethodName(), Scope.READ),
          // A trigger starts runs in nobody's name, and says where the server finds its secret.
          Map.entry(TriggerServiceGrpc.getApplyTriggerMethod().getFullMethodName(), Scope.ADMIN),
          Map.entry(TriggerServiceGrpc.getDeleteTriggerMethod().getFullMethodName(), Scope.ADMIN),
          Map.entry(TriggerServiceGrpc.getFireTriggerMethod().getFullMethodName(), Scope.LAUNCH),
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
      callers.require(ServiceRequestContext.current(), needed(call.getMethodDescriptor()));
    } catch (RuntimeException e) {
      StatusRuntimeException told = Failures.told(e);
      Metadata trailers = told.getTrailers();
      call.close(told.getStatus(), trailers == null ? new Metadata() : trailers);
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, headers);
  }

  /** The scope that a method needs. */
  static Scope needed(MethodDescriptor<?, ?> method) {
    Scope listed = SCOPES.get(method.getFullMethodName());
    if (listed != null) {
      return listed;
    }
    // Methods without a schema are gRPC's own: reflection.
    boolean reads =
        !(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)
            || schema
                .getMethodDescriptor()
                .getOptions()
                .getExtension(AnnotationsProto.http)
                .hasGet()
            || !method.getFullMethodName().startsWith("stillhouse.");
    return reads ? Scope.READ : Scope.ADMIN;
  }
}

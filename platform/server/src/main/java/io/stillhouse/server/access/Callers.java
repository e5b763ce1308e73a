package io.stillhouse.server.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import io.stillhouse.server.errors.ApiException;
import java.util.Locale;

/** Who calls now. */
public final class Callers {
  private static final AttributeKey<Caller> CALLER = AttributeKey.valueOf(Callers.class, "CALLER");

  /** Remembers who calls. */
  public void set(ServiceRequestContext context, Caller caller) {
    context.setAttr(CALLER, caller);
  }

  /** Who makes the call that this thread works on. */
  public Caller current() {
    return of(ServiceRequestContext.current());
  }

  /** Who makes a call. */
  public Caller of(ServiceRequestContext context) {
    Caller caller = context.attr(CALLER);
    if (caller == null) {
      throw new IllegalStateException("a call came past the guard");
    }
    return caller;
  }

  /** Refuses a caller who may not do that. */
  public void require(ServiceRequestContext context, Scope scope) {
    Caller caller = of(context);
    if (!caller.scope().contains(scope)) {
      throw ApiException.forbidden(
          "token '"
              + caller.name()
              + "' has scope "
              + caller.scope().name().toLowerCase(Locale.ROOT)
              + "; this needs "
              + scope.name().toLowerCase(Locale.ROOT));
    }
  }
}

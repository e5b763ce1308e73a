package io.stillhouse.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/**
 * Tells browsers what the dashboard's pages may do: nothing but load what this server has. A file
 * of an artifact brings its own, stricter policy.
 */
public final class SecurityHeaders implements DecoratingHttpServiceFunction {
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    return next.serve(context, request)
        .mapHeaders(
            headers -> {
              var all =
                  headers.toBuilder()
                      .set("x-content-type-options", "nosniff")
                      .set("referrer-policy", "no-referrer")
                      .set("cross-origin-opener-policy", "same-origin")
                      .set("cross-origin-resource-policy", "same-origin");
              if (!headers.contains("content-security-policy")) {
                all.set("content-security-policy", POLICY);
                all.set("x-frame-options", "DENY");
              }
              return all.build();
            });
  }
}

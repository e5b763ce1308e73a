package io.stillhouse.server.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.stillhouse.server.access.Caller;
import io.stillhouse.server.access.Callers;
import io.stillhouse.server.access.Scope;
import io.stillhouse.server.access.Tokens;
import io.stillhouse.server.errors.ApiException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at every request before anything else does. Who calls; that a browser came to this server
 * by one of its own names, so that no foreign name can be pointed at it (DNS rebinding); and that
 * no foreign page had the browser send the request (CSRF).
 */
public final class Guard implements DecoratingHttpServiceFunction {
  private static final String BEARER = "bearer ";
  private static final String HOOKS = "/hooks/";
  private static final Set<String> ASKS_FOR_TOKENS = Set.of("/openapi.json", MetricsPage.PATH);

  private final Set<String> hosts;
  private final Optional<Tokens> tokens;
  private final RateLimit limit;
  private final Callers callers;

  /**
   * @param hosts the names by which the server may be called, without ports; empty: any
   * @param tokens who may call; without them whoever reaches the server
   */
  public Guard(Set<String> hosts, Optional<Tokens> tokens, RateLimit limit, Callers callers) {
    this.hosts = Set.copyOf(hosts);
    this.tokens = tokens;
    this.limit = limit;
    this.callers = callers;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    RequestHeaders headers = request.headers();
    boolean grpc = isGrpc(headers);
    try {
      requireOwnName(headers);
      requireOwnPage(headers);
      requireJson(headers, grpc);
      String path = context.path();
      if (path.startsWith("/v1/") || ASKS_FOR_TOKENS.contains(path) || grpc) {
        if (!path.startsWith("/grpc.health.")) {
          // First: looking a token up costs a read of the store.
          limit.count(from(context));
          callers.set(context, caller(headers));
        } else {
          callers.set(context, new Caller("", Scope.READ));
        }
      } else if (path.startsWith(HOOKS)) {
        limit.count(from(context)); // Who calls is said by a signature, which the trigger knows.
      }
    } catch (ApiException e) {
      return ErrorResponses.of(e, grpc);
    }
    return next.serve(context, request);
  }

  private void requireOwnName(RequestHeaders headers) {
    String authority = headers.authority();
    if (hosts.isEmpty()) {
      return;
    }
    if (authority == null || !hosts.contains(host(authority))) {
      throw ApiException.forbidden(
          "this server is not called '" + authority + "'; start it with --host-name to allow that");
    }
  }

  private static void requireOwnPage(RequestHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    String authority = headers.authority();
    if (origin != null
        && (authority == null
            || !(origin.equals("http://" + authority) || origin.equals("https://" + authority)))) {
      throw ApiException.forbidden("a page of " + origin + " may not call this server");
    }
    String site = headers.get("sec-fetch-site");
    boolean navigation = "navigate".equals(headers.get("sec-fetch-mode"));
    if (site != null
        && !(site.equals("same-origin") || site.equals("none"))
        && !(navigation && headers.method() == HttpMethod.GET)) {
      throw ApiException.forbidden("a page of another site may not call this server");
    }
  }

  /** A foreign page can post forms and plain text without being asked about; JSON it cannot. */
  private static void requireJson(RequestHeaders headers, boolean grpc) {
    HttpMethod method = headers.method();
    boolean changes =
        method == HttpMethod.POST || method == HttpMethod.PUT || method == HttpMethod.PATCH;
    if (changes && !grpc && (headers.contentType() == null || !headers.contentType().isJson())) {
      throw ApiException.invalid("content-type", "is application/json for " + method + " requests");
    }
  }

  private Caller caller(RequestHeaders headers) {
    if (tokens.isEmpty()) {
      return Caller.LOCAL;
    }
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw ApiException.unknownCaller(
          "this server asks for a token: Authorization: Bearer TOKEN; stillhouse token create makes"
              + " one");
    }
    return tokens
        .get()
        .caller(authorization.substring(BEARER.length()).strip())
        .orElseThrow(() -> ApiException.unknownCaller("the token is not known, or has expired"));
  }

  private static String from(ServiceRequestContext context) {
    InetSocketAddress address = context.remoteAddress();
    return address == null ? "" : address.getAddress().getHostAddress();
  }

  private static boolean isGrpc(RequestHeaders headers) {
    return headers.get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("application/grpc");
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon >= 0 && authority.indexOf(']', colon) < 0;
    return (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
  }
}

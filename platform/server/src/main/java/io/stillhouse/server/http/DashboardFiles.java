package io.stillhouse.server.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;

/**
 * The dashboard's own files. Whatever is no file and looks like a page's address is the one page,
 * which finds its view in the address.
 */
public final class DashboardFiles implements HttpService {
  private static final String FOLDER = "/io/stillhouse/dashboard";

  private final FileService files;
  private final HttpService page;

  /** From the class path. */
  public DashboardFiles(ClassLoader classes) {
    this.files =
        FileService.builder(classes, FOLDER).cacheControl(ServerCacheControl.REVALIDATED).build();
    this.page =
        HttpFile.builder(classes, FOLDER.substring(1) + "/index.html")
            .contentType(MediaType.HTML_UTF_8)
            .cacheControl(ServerCacheControl.REVALIDATED)
            .build()
            .asService();
  }

  /** The libraries that the dashboard uses; their addresses have their versions. */
  public static HttpService libraries(ClassLoader classes) {
    return FileService.builder(classes, "/META-INF/resources/webjars")
        .cacheControl("public, max-age=31536000, immutable")
        .build();
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
    String path = context.path();
    if (path.startsWith("/v1/") || path.startsWith("/webjars/")) {
      return HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    return path.equals("/") || (!last.contains(".") && acceptsHtml(request.headers()))
        ? page.serve(context, request)
        : files.serve(context, request);
  }

  private static boolean acceptsHtml(RequestHeaders headers) {
    return headers.accept().stream().anyMatch(type -> type.belongsTo(MediaType.ANY_TEXT_TYPE))
        || headers.accept().isEmpty();
  }
}

package io.stillhouse.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.server.artifacts.MediaTypes;
import io.stillhouse.server.artifacts.StoredArtifacts;
import io.stillhouse.server.artifacts.StoredArtifacts.FoundFile;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Serves files of artifacts. They never change, so the digest is the ETag. Whatever a file is, a
 * browser may only show it: HTML is given an origin of its own in which nothing runs.
 */
final class Downloads {
  private static final int PIECE = 1 << 16;
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final String SANDBOX =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
          + " frame-ancestors 'self'";

  private final StoredArtifacts artifacts;
  private final ArtifactStore store;

  Downloads(StoredArtifacts artifacts, ArtifactStore store) {
    this.artifacts = artifacts;
    this.store = store;
  }

  HttpResponse serve(ServiceRequestContext context, HttpRequest request, String name, String path) {
    FoundFile found = artifacts.file(Names.artifact("name", name), path);
    String tag = "\"" + found.file().getSha256() + "\"";
    long size = found.file().getSize();
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .set(HttpHeaderNames.ETAG, tag)
            .set(HttpHeaderNames.CACHE_CONTROL, "private, max-age=31536000, immutable")
            .set(HttpHeaderNames.ACCEPT_RANGES, "bytes")
            .set(HttpHeaderNames.CONTENT_TYPE, MediaTypes.of(path))
            .set(HttpHeaderNames.CONTENT_DISPOSITION, disposition(path))
            .set("content-security-policy", SANDBOX);
    String known = request.headers().get(HttpHeaderNames.IF_NONE_MATCH, "");
    if (known.equals("*") || known.contains(tag)) {
      return HttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build());
    }
    ByteRange whole = new ByteRange(0, size);
    ByteRange range = whole;
    String asked = request.headers().get(HttpHeaderNames.RANGE, "");
    String condition = request.headers().get(HttpHeaderNames.IF_RANGE, tag);
    if (!asked.isEmpty() && condition.equals(tag)) {
      Optional<ByteRange> part = ByteRange.parse(asked, size);
      if (part.isEmpty()) {
        return HttpResponse.of(
            headers
                .status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                .set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + size)
                .build());
      }
      range = part.get();
    }
    if (!range.equals(whole)) {
      headers
          .status(HttpStatus.PARTIAL_CONTENT)
          .set(
              HttpHeaderNames.CONTENT_RANGE,
              "bytes " + range.from() + "-" + (range.to() - 1) + "/" + size);
    }
    headers.contentLength(range.to() - range.from());
    if (request.method() == HttpMethod.HEAD) {
      return HttpResponse.of(headers.build());
    }
    context.setRequestTimeout(LONGEST);
    HttpResponseWriter response = HttpResponse.streaming();
    response.write(headers.build());
    ByteRange sent = range;
    context.blockingTaskExecutor().execute(() -> send(found.key(), sent, response));
    return response;
  }

  /** Sends as fast as the receiver takes it: one piece is under way at a time. */
  private void send(String key, ByteRange range, HttpResponseWriter response) {
    try (InputStream content = store.open(key)) {
      content.skipNBytes(range.from());
      long left = range.to() - range.from();
      while (left > 0) {
        byte[] piece = content.readNBytes((int) Math.min(PIECE, left));
        if (piece.length == 0) {
          throw new IOException(key + " ends before its manifest says so");
        }
        left -= piece.length;
        if (!response.tryWrite(HttpData.wrap(piece))) {
          return;
        }
        response.whenConsumed().join();
      }
      response.close();
    } catch (IOException | CompletionException e) {
      response.close(e);
    } catch (RuntimeException e) {
      response.close(ApiException.notFound("the file is not in the store any more"));
    }
  }

  private static String disposition(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    return "inline; filename=\"" + name + "\"";
  }
}

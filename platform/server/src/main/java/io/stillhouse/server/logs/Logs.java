package io.stillhouse.server.logs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names.AttemptName;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.v1.LogMatch;
import io.stillhouse.v1.ReadLogResponse;
import io.stillhouse.v1.SearchLogResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the logs of attempts, also while they are being written. */
public final class Logs {
  private static final int LARGEST = 1 << 20;
  private static final int USUAL = 1 << 16;
  private static final int LONGEST_QUERY = 256;
  private static final int LONGEST_LINE = 4096;

  /** A search looks at so much at once; its next page goes on. */
  private static final long SEARCHED_AT_ONCE = 64L << 20;

  private final ArtifactStore store;

  /** Of the runs of a store. */
  public Logs(ArtifactStore store) {
    this.store = store;
  }

  /**
   * A piece of a log.
   *
   * @param offset the byte to begin with; negative: that many from the end
   * @param maxBytes how many bytes at most; 0: as many as usual
   */
  public ReadLogResponse read(AttemptName attempt, long offset, int maxBytes) {
    if (maxBytes < 0 || maxBytes > LARGEST) {
      throw ApiException.invalid("max_bytes", "is 1 to " + LARGEST + ", not " + maxBytes);
    }
    AttemptLayout layout = attempt.layout();
    requireAttempt(attempt);
    // Asked before the log is read: what is written in between is seen with the next piece.
    boolean complete = hasEnded(attempt);
    long size = size(layout);
    long from = offset < 0 ? Math.max(0, size + offset) : Math.min(offset, size);
    byte[] piece = bytes(layout, from, maxBytes == 0 ? USUAL : maxBytes);
    boolean reachesEnd = from + piece.length >= size;
    int cut = complete && reachesEnd ? piece.length : cut(piece);
    if (cut == 0 && !reachesEnd) {
      cut = piece.length; // or a reader with a small piece would never come further
    }
    return ReadLogResponse.newBuilder()
        .setText(new String(piece, 0, cut, StandardCharsets.UTF_8))
        .setOffset(from)
        .setNextOffset(from + cut)
        .setSize(size)
        .setComplete(complete)
        .build();
  }

  /** Where a piece ends: behind its last line, or at least between two characters. */
  private static int cut(byte[] piece) {
    for (int i = piece.length; i > 0; i--) {
      if (piece[i - 1] == '\n') {
        return i;
      }
    }
    int end = piece.length;
    while (end > 0 && piece.length - end < 4 && (piece[end - 1] & 0xC0) == 0x80) {
      end--;
    }
    return end > 0 && (piece[end - 1] & 0x80) != 0 ? end - 1 : piece.length;
  }

  /** Whether a log grows no more. */
  public boolean hasEnded(AttemptName attempt) {
    return store.read(attempt.layout().record()).isPresent()
        || store.read(attempt.run().outcome()).isPresent();
  }

  /** The lines that contain a text, whatever its case. */
  public SearchLogResponse search(
      AttemptName attempt, String query, int pageSize, String pageToken) {
    if (query.isEmpty() || query.length() > LONGEST_QUERY) {
      throw ApiException.invalid("query", "has 1 to " + LONGEST_QUERY + " characters");
    }
    requireAttempt(attempt);
    int size = Pages.size(pageSize, 100, 1000);
    // A token says where the next line begins, and which one it is.
    long[] place = place(pageToken);
    String wanted = query.toLowerCase(Locale.ROOT);
    SearchLogResponse.Builder answer = SearchLogResponse.newBuilder();
    long offset = place[0];
    long line = place[1];
    try (InputStream log = new BufferedInputStream(store.open(attempt.layout().log()), 1 << 16)) {
      log.skipNBytes(offset);
      long limit = offset + SEARCHED_AT_ONCE;
      while (true) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        long length = line(log, text);
        if (length == 0) {
          return answer.build();
        }
        String shown = text.toString(StandardCharsets.UTF_8);
        if (shown.toLowerCase(Locale.ROOT).contains(wanted)) {
          answer.addMatches(
              LogMatch.newBuilder().setOffset(offset).setLine(line + 1).setText(shown));
        }
        offset += length;
        line++;
        if (answer.getMatchesCount() == size || offset > limit) {
          return answer.setNextPageToken(token(offset, line)).build();
        }
      }
    } catch (ObjectNotFoundException | EOFException e) {
      return answer.build();
    } catch (IOException e) {
      throw new StoreException("cannot read " + store.uri(attempt.layout().log()) + ": " + e, e);
    }
  }

  /** Reads a line, of which only the beginning is kept; returns how many bytes it has. */
  private static long line(InputStream log, ByteArrayOutputStream text) throws IOException {
    long length = 0;
    for (int read = log.read(); read >= 0; read = log.read()) {
      length++;
      if (read == '\n') {
        return length;
      }
      if (text.size() < LONGEST_LINE) {
        text.write(read);
      }
    }
    return length;
  }

  private static String token(long offset, long line) {
    return java.util.Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((offset + " " + line).getBytes(StandardCharsets.US_ASCII));
  }

  private static long[] place(String token) {
    if (token.isEmpty()) {
      return new long[] {0, 0};
    }
    try {
      String text =
          new String(java.util.Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      if (text.matches("[0-9]{1,18} [0-9]{1,18}")) {
        int blank = text.indexOf(' ');
        return new long[] {
          Long.parseLong(text.substring(0, blank)), Long.parseLong(text.substring(blank + 1))
        };
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("page_token", "was not given by this server");
    }
    throw ApiException.invalid("page_token", "was not given by this server");
  }

  private void requireAttempt(AttemptName attempt) {
    if (store.read(attempt.layout().task()).isEmpty()) {
      throw ApiException.notFound("there is no attempt " + attempt);
    }
  }

  private long size(AttemptLayout layout) {
    if ("file".equals(store.root().getScheme())) {
      try {
        return Files.size(Path.of(store.root()).resolve(layout.log()));
      } catch (NoSuchFileException e) {
        return 0;
      } catch (IOException e) {
        throw new StoreException("cannot read " + store.uri(layout.log()) + ": " + e, e);
      }
    }
    return store.list(layout.folder()).stream()
        .filter(object -> object.key().equals(layout.log()))
        .mapToLong(StoredObject::size)
        .findFirst()
        .orElse(0);
  }

  private byte[] bytes(AttemptLayout layout, long from, int count) {
    try (InputStream log = store.open(layout.log())) {
      log.skipNBytes(from);
      return log.readNBytes(count);
    } catch (ObjectNotFoundException | EOFException e) {
      return new byte[0]; // Nothing was written yet, or nothing more.
    } catch (IOException e) {
      throw new StoreException("cannot read " + store.uri(layout.log()) + ": " + e, e);
    }
  }
}

package io.stillhouse.runstore;

import io.stillhouse.runstore.filter.SortTerm;
import io.stillhouse.runstore.view.RunQuery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a page ended, as a text that nobody else can make: the values of the last run in the order,
 * with a HMAC over them and over the filter and the order that they belong to.
 */
final class PageTokens {
  private static final int SIGNATURE_BYTES = 16;
  private static final int LONGEST = 8192;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;
  private final byte[] query;

  /**
   * @param key the index's secret, in hexadecimal digits
   * @param query what the tokens are to be good for: its scope, filter and order
   */
  PageTokens(String key, RunQuery query) {
    this.key = HexFormat.of().parseHex(key);
    List<String> parts = new ArrayList<>();
    parts.add(query.filter());
    parts.add(query.orderBy());
    query.scope().pipeline().ifPresent(parts::add);
    query
        .scope()
        .runs()
        .ifPresent(runs -> runs.stream().map(RunReferences::name).sorted().forEach(parts::add));
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.length()).append(':').append(part));
    this.query = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The token behind a run with these values: one for each term, of the term's type. */
  String write(List<SortTerm> terms, List<Object> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int i = 0; i < terms.size(); i++) {
        switch (terms.get(i).type()) {
          case INTEGER -> out.writeLong((Long) values.get(i));
          case NUMBER -> out.writeDouble((Double) values.get(i));
          case TEXT -> out.writeUTF((String) values.get(i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] content = bytes.toByteArray();
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(signature(content));
    signed.writeBytes(content);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed.toByteArray());
  }

  /**
   * The values of a token.
   *
   * @throws InvalidPageTokenException if it was not written for this filter and order
   */
  List<Object> read(List<SortTerm> terms, String token) {
    byte[] signed = decode(token);
    if (signed.length < SIGNATURE_BYTES) {
      throw new InvalidPageTokenException("is no page token");
    }
    byte[] content = Arrays.copyOfRange(signed, SIGNATURE_BYTES, signed.length);
    if (!MessageDigest.isEqual(signature(content), Arrays.copyOf(signed, SIGNATURE_BYTES))) {
      throw new InvalidPageTokenException(
          "is not one that was given for this filter and this order");
    }
    List<Object> values = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      for (SortTerm term : terms) {
        values.add(
            switch (term.type()) {
              case INTEGER -> (Object) in.readLong();
              case NUMBER -> in.readDouble();
              case TEXT -> in.readUTF();
            });
      }
    } catch (IOException e) {
      throw new InvalidPageTokenException("is of another version");
    }
    return values;
  }

  private static byte[] decode(String token) {
    if (token.length() > LONGEST) {
      throw new InvalidPageTokenException("is too long");
    }
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw new InvalidPageTokenException("is no page token");
    }
  }

  private byte[] signature(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(MessageDigest.getInstance("SHA-256").digest(query));
      return Arrays.copyOf(mac.doFinal(content), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}

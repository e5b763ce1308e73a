package io.stillhouse.server.trigger.webhook;

import com.linecorp.armeria.common.RequestHeaders;
import io.stillhouse.artifacts.ContentDigest;

/**
 * A call of a webhook.
 *
 * @param headers its headers
 * @param body its body, as it came
 */
record Call(RequestHeaders headers, byte[] body) {
  /** A header, or nothing. */
  String header(String name) {
    return headers.get(name, "");
  }

  /** SHA-256 of the body, in hexadecimal digits. */
  String digest() {
    return ContentDigest.sha256(body);
  }
}

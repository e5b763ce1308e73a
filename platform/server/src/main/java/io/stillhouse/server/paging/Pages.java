package io.stillhouse.server.paging;

import io.stillhouse.server.errors.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Pages of lists that are short enough to be made as a whole.
 *
 * @param items the items of the page
 * @param nextPageToken what asks for the next one; empty on the last
 */
public record Pages<T>(List<T> items, String nextPageToken) {
  private static final int LARGEST = 1000;

  /**
   * The page of a list that a request asks for.
   *
   * @param size how many items at most; 0: {@code usual}
   * @param token what the page before gave
   */
  public static <T> Pages<T> of(List<T> all, int size, String token, int usual) {
    int count = size(size, usual, LARGEST);
    int from = Math.min(position(token), all.size());
    int to = Math.min(from + count, all.size());
    return new Pages<>(List.copyOf(all.subList(from, to)), to < all.size() ? token(to) : "");
  }

  /** The size of a page, checked. */
  public static int size(int asked, int usual, int largest) {
    if (asked < 0 || asked > largest) {
      throw ApiException.invalid("page_size", "is 1 to " + largest + ", not " + asked);
    }
    return asked == 0 ? usual : asked;
  }

  /** A token that stands for a position. */
  public static String token(long position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("at " + position).getBytes(StandardCharsets.US_ASCII));
  }

  /** The position of a token; 0 for none. */
  public static int position(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      if (text.matches("at [0-9]{1,9}")) {
        return Integer.parseInt(text.substring(3));
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("page_token", "was not given by this server");
    }
    throw ApiException.invalid("page_token", "was not given by this server");
  }
}

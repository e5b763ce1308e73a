package io.stillhouse.contract;

/** What {@link FaultyProxy} does to a request. */
enum Fault {
  /** Answers 429 and forwards nothing. */
  TOO_MANY_REQUESTS,
  /** Answers 503 and forwards nothing. */
  UNAVAILABLE,
  /** Answers 403 and forwards nothing. */
  FORBIDDEN,
  /** Resets the connection and forwards nothing. */
  RESET,
  /** Ends the connection in the middle of the answer. */
  TRUNCATED,
  /** Changes a byte of the answer's body. */
  CORRUPTED,
  /** Says nothing for 10 s, though the request has been forwarded. */
  STALLED,
  /** Resets the connection after the request has been forwarded and answered. */
  LOST_RESPONSE
}

package io.stillhouse.steps.softlabelimport;

/** What a file of predictions holds. */
enum Values {
  /** Of a softmax, or of independent sigmoids. */
  PROBABILITIES,
  /** What the softmax or sigmoid is taken of. */
  LOGITS
}

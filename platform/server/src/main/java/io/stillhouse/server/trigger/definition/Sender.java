package io.stillhouse.server.trigger.definition;

/** Who calls a webhook, and how it proves that. */
public enum Sender {
  /** Whoever signs as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> says. */
  STANDARD("standard"),
  /** GitHub: a signature of the body. */
  GITHUB("github"),
  /** GitLab: a secret token. */
  GITLAB("gitlab"),
  /** A push subscription of Google's Pub/Sub: a token that Google signed. */
  PUBSUB("pubsub");

  private final String yamlName;

  Sender(String yamlName) {
    this.yamlName = yamlName;
  }

  /** The word in a text. */
  public String yamlName() {
    return yamlName;
  }
}

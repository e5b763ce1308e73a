package io.stillhouse.model.shape;

import java.util.regex.Pattern;

/**
 * The forms of text that are checked by a pattern, which works the same in Java and in ECMAScript.
 */
public enum Form {
  /** The name of whatever gets a folder, a Kubernetes object, a part of an URL. */
  DNS_LABEL(
      "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
      "1 to 63 lower-case letters, digits and, between them, '-'"),
  /** The name of a parameter, an input, an output. */
  IDENTIFIER(
      "[a-z][a-zA-Z0-9]{0,62}",
      "a camelCase name: a lower-case letter, then letters and digits, at most 63"),
  /** The name of an environment variable. */
  ENVIRONMENT_NAME("[A-Za-z_][A-Za-z0-9_]{0,127}", "letters, digits and '_', not a digit first"),
  /** The name of a label, as Kubernetes has them. */
  LABEL_NAME(
      "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
      "a Kubernetes label name: letters, digits, '-', '_', '.', at most 63, possibly after a domain and '/'"),
  /** The value of a label, as Kubernetes has them. */
  LABEL_VALUE(
      "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?",
      "a Kubernetes label value: letters, digits, '-', '_', '.', at most 63"),
  /** The name of a Kubernetes object. */
  DNS_SUBDOMAIN(
      "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
      "lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit"),
  /** The key of an entry of a Kubernetes Secret. */
  DATA_KEY("[-._a-zA-Z0-9]{1,253}", "letters, digits, '-', '_' and '.'"),
  /** A path below a folder. */
  RELATIVE_PATH(
      "(?!/)(?!(.*/)?\\.\\.(/|$)).+", "a relative path that does not leave its folder by '..'"),
  /** The full name of a Java class. */
  CLASS_NAME("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*", "the full name of a Java class"),
  /** Anything but nothing. */
  NOT_BLANK("[\\s\\S]*\\S[\\s\\S]*", "not blank");

  private static final int MAXIMUM_LENGTH = 4096;

  private final String regex;
  private final Pattern pattern;
  private final String words;

  Form(String regex, String words) {
    this.regex = regex;
    this.pattern = Pattern.compile(regex);
    this.words = words;
  }

  /** Whether a text has this form. */
  public boolean matches(String text) {
    return text.length() <= MAXIMUM_LENGTH && pattern.matcher(text).matches();
  }

  /** The regular expression that the whole text matches. */
  public String regex() {
    return regex;
  }

  /** The form in words. */
  public String words() {
    return words;
  }
}

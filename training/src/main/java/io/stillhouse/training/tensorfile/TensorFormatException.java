package io.stillhouse.training.tensorfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A file is not a sound safetensors file; the message names the file and what is wrong in it. */
public final class TensorFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  TensorFormatException(Path file, String format, Object... arguments) {
    super(file + ": " + String.format(Locale.ROOT, format, arguments));
  }
}

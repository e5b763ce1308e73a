package io.stillhouse.tracing;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Takes what the SDK says to {@code java.util.logging}, which would print it between the lines of a
 * user's terminal, into this process's own log: the first complaint as an error, the others, which
 * repeat it, for whoever looks for a fault.
 */
final class SdkLog extends Handler {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SdkLog.class);

  // Held, as the loggers of java.util.logging are forgotten otherwise, and their handlers with
  // them.
  private final Logger source = Logger.getLogger("io.opentelemetry");
  private final SimpleFormatter formatter = new SimpleFormatter();
  private boolean complained;

  private SdkLog() {}

  static SdkLog attach() {
    SdkLog log = new SdkLog();
    log.source.setUseParentHandlers(false);
    log.source.addHandler(log);
    return log;
  }

  @Override
  public synchronized void publish(LogRecord said) {
    String message = formatter.formatMessage(said);
    if (said.getLevel().intValue() >= Level.WARNING.intValue() && !complained) {
      complained = true;
      LOG.error("traces are not exported: {}", message);
    } else {
      LOG.debug("{}: {}", said.getLoggerName(), message);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    source.removeHandler(this);
  }
}

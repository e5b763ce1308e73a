package io.stillhouse.cli.main;

import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.Interrupts;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Interrupts from SIGINT and SIGTERM. */
final class SignalInterrupts implements Interrupts {
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  @Override
  public Subscription subscribe(Runnable firstInterrupt) {
    AtomicBoolean asked = new AtomicBoolean();
    SignalHandler handler =
        signal -> {
          if (asked.getAndSet(true)) {
            // Whoever asks twice does not want to wait for anything, shutdown hooks included.
            Runtime.getRuntime().halt(CliExit.INTERRUPTED.code());
          }
          firstInterrupt.run();
        };
    List<SignalHandler> before =
        SIGNALS.stream().map(name -> Signal.handle(new Signal(name), handler)).toList();
    return () -> {
      for (int i = 0; i < SIGNALS.size(); i++) {
        Signal.handle(new Signal(SIGNALS.get(i)), before.get(i));
      }
    };
  }
}

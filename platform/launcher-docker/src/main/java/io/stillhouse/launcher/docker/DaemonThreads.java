package io.stillhouse.launcher.docker;

/** Threads that keep no process alive. */
final class DaemonThreads {
  private DaemonThreads() {}

  static Thread named(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}

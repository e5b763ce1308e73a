package io.stillhouse.runner.flink.shards;

/**
 * What programs of steps see of the session: the Java platform, and where log lines go. Everything
 * else they bring along, so a session serves any version of a component.
 */
final class SessionClasses extends ClassLoader {
  private static final String LOGGING = "org.slf4j.";

  SessionClasses() {
    super("session", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(LOGGING)) {
      return SessionClasses.class.getClassLoader().loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }
}

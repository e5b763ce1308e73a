package io.stillhouse.architecture.seeded.training;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

final class StateOfEverybody {
  static final List<String> CONSTANT = List.of("a");
  static final AtomicLong ATOMIC = new AtomicLong();
  static final ConcurrentHashMap<String, String> CACHE = new ConcurrentHashMap<>();
  static int counter;

  private StateOfEverybody() {}
}

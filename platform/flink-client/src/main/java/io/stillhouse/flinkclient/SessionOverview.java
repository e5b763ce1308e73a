package io.stillhouse.flinkclient;

/**
 * A session as a whole.
 *
 * @param flinkVersion Flink's version
 * @param taskManagers how many TaskManagers it has now
 * @param slots how many slots these have
 * @param freeSlots how many of those are free
 */
public record SessionOverview(String flinkVersion, int taskManagers, int slots, int freeSlots) {}

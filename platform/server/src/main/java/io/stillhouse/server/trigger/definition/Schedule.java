package io.stillhouse.server.trigger.definition;

import io.stillhouse.server.trigger.schedule.CronSchedule;

/**
 * When a trigger starts by the clock.
 *
 * @param times the times
 * @param missed what becomes of times at which no server was there
 */
public record Schedule(CronSchedule times, MissedTimes missed) {}

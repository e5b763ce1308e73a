package io.stillhouse.server.compare;

/**
 * An interval that contains the true value in 95 of 100 cases.
 *
 * @param lower its lower end
 * @param upper its upper end
 */
record Interval(double lower, double upper) {}

package io.stillhouse.steps.softlabelextraction;

import java.io.Serializable;

/**
 * Consecutive rows of a shard, the unit of work.
 *
 * @param split the split's name
 * @param shard number of the shard in its split, from 0
 * @param file name of the shard's file
 * @param rowsOfShard rows of the whole shard
 * @param first the first row's place in the shard
 * @param count rows of the range, 1 or more
 */
record RowRange(String split, int shard, String file, int rowsOfShard, int first, int count)
    implements Serializable {}

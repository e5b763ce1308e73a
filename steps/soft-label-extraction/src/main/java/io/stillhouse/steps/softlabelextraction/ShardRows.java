package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.training.data.RowRange;
import java.io.Serializable;

/**
 * Consecutive rows of a shard, the unit of work.
 *
 * @param split the split's name
 * @param shard number of the shard in its split, from 0
 * @param file name of the shard's file
 * @param rowsOfShard rows of the whole shard
 * @param rows the rows, counted in the shard
 */
record ShardRows(String split, int shard, String file, int rowsOfShard, RowRange rows)
    implements Serializable {}

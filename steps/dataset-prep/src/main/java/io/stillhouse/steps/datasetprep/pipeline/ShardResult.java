package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.steps.datasetprep.defect.Defect;
import java.io.Serializable;
import java.util.List;

/**
 * What came of one shard.
 *
 * @param split its split
 * @param number its place in the split
 * @param file name of its file
 * @param count rows in it; 0 when no image of it was usable, and then there is no file
 * @param classCounts images of each class
 * @param histogram how often each pixel value occurs, [channels][256]
 * @param defects images that were left out
 */
@SuppressWarnings("ArrayRecordComponent") // Carried from the worker to the summary, never compared.
public record ShardResult(
    String split,
    int number,
    String file,
    int count,
    int[] classCounts,
    long[][] histogram,
    List<Defect> defects)
    implements Serializable {}

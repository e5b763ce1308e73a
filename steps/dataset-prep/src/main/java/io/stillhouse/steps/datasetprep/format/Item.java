package io.stillhouse.steps.datasetprep.format;

import java.io.Serializable;

/**
 * One labelled image of a source, not yet decoded.
 *
 * @param id its number in the source's own order: train, then validation, then test
 * @param file the file or archive entry that holds it
 * @param position first byte in that file (or in the tar)
 * @param bytes its stored bytes
 * @param label the class, or a bit for each label that is present
 * @param group the patient, or 0 where there are none
 */
public record Item(long id, String file, long position, long bytes, long label, long group)
    implements Serializable {}

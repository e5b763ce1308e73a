package io.stillhouse.stepbeam.session;

import io.stillhouse.v1.ArtifactFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a worker tells the step of a task that is done.
 *
 * @param result what became of it
 * @param files the files of each output that it wrote to their places
 * @param units units of work that were done
 */
record DoneTask(Serializable result, Map<String, List<ArtifactFile>> files, long units)
    implements Serializable {}

package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.steps.datasetprep.image.ImageForm;
import io.stillhouse.training.data.Task;
import java.io.Serializable;

/**
 * What all shards have in common.
 *
 * @param task what labels say
 * @param classes how many classes there are
 * @param grouped whether rows have a group
 * @param image form of the images
 */
public record ShardForm(Task task, int classes, boolean grouped, ImageForm image)
    implements Serializable {}

package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.training.data.Task;
import java.util.List;
import java.util.Optional;

/**
 * What a source offers: every image with its label, none of them decoded yet.
 *
 * @param task what labels say
 * @param classes names of the classes
 * @param size of all images, empty when only decoding one tells
 * @param channels 1 or 3: what the format's images are unless asked for otherwise
 * @param pixels how to read the images
 * @param train images for training and, where there are none apart, for validation
 * @param validation images for validation, none for most formats
 * @param test images for testing
 * @param grouped whether items of one group (patient) must stay in one split
 */
public record Catalogue(
    Task task,
    List<String> classes,
    Optional<ImageSize> size,
    int channels,
    PixelSource pixels,
    List<Item> train,
    List<Item> validation,
    List<Item> test,
    boolean grouped) {

  /** Height and width in pixels. */
  public record ImageSize(int height, int width) {}

  public Catalogue {
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }
}

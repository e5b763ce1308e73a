package io.stillhouse.training.data;

/** Says which view of each image a batch shows. */
@FunctionalInterface
public interface ViewSource {
  /**
   * The view of one image.
   *
   * @param row the image's row in its split
   * @param id the image's number in the dataset
   */
  View view(int row, long id);
}

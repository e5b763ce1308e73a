package io.stillhouse.images;

import java.io.IOException;
import java.util.Optional;

/** Where recipes become images, or are only written down for another builder. */
interface Workshop {
  /** Tells the user what happens now. */
  void say(String message);

  /** Whether an image of that name, which stands for its content, need not be built again. */
  boolean has(String image);

  /** What tells the content of a base image from that of others of its name. */
  String identity(String image);

  /**
   * Builds an image and gives it its name.
   *
   * @return its id; empty if it is not known
   */
  Optional<String> build(Recipe recipe) throws IOException;
}

package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import java.io.IOException;

/** A way in which a labelled image dataset is published. */
public interface SourceFormat {
  /**
   * Reads labels and finds the images. Rows that cannot be used are noted as defects.
   *
   * @throws InvalidInputException when the source as a whole cannot be used, naming all that is
   *     wrong with it
   */
  Catalogue read(FormatInput input) throws IOException;

  /** The format of a name as it stands in a definition. */
  static SourceFormat named(String name) {
    return switch (name) {
      case "idx" -> new IdxFormat();
      case "cifar10" -> CifarFormat.cifar10();
      case "cifar100" -> CifarFormat.cifar100();
      case "svhn" -> new SvhnFormat();
      case "image-folder" -> new ImageFolderFormat();
      case "chestxray14" -> new ChestXray14Format();
      default ->
          throw new InvalidInputException("parameter format: '%s' is unknown".formatted(name));
    };
  }
}

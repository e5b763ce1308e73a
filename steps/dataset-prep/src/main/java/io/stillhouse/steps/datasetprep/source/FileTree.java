package io.stillhouse.steps.datasetprep.source;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.DefectLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of a source, open for reading. Used by one thread; each opens its own. */
public interface FileTree extends Closeable {
  /**
   * All regular files, sorted by path, so that nothing depends on the order in which a file system
   * or an archive has them. Names that leave the folder and links are noted as defects.
   *
   * @throws InvalidInputException when the archive is damaged
   */
  List<TreeFile> list(DefectLog defects) throws IOException;

  /**
   * Opens one file as it is stored, its checksum (where the archive has one) checked at the end.
   *
   * @throws DamagedFileException when its bytes are not what the archive promised
   */
  InputStream open(TreeFile file) throws IOException;
}

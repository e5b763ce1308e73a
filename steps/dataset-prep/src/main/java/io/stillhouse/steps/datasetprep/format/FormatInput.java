package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.steps.datasetprep.defect.DefectLog;
import io.stillhouse.steps.datasetprep.source.FileTree;
import io.stillhouse.steps.datasetprep.source.SourceTree;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a format reads from.
 *
 * @param source where the files are
 * @param tree the same, open
 * @param files all of them, sorted by path
 * @param classNames names that the user gave, in the order of the labels; empty for the format's
 * @param workDirectory for unpacked copies
 * @param defects for rows that cannot be used
 */
public record FormatInput(
    SourceTree source,
    FileTree tree,
    List<TreeFile> files,
    List<String> classNames,
    Path workDirectory,
    DefectLog defects) {

  /** A file as a plain, unpacked file on disk. */
  Path plainFile(TreeFile file) throws IOException {
    return source.plainFile(tree, file, workDirectory);
  }
}

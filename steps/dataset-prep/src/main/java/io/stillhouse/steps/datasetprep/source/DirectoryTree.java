package io.stillhouse.steps.datasetprep.source;

import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.defect.DefectLog;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A folder. Links are followed to files inside it only. */
final class DirectoryTree implements FileTree {
  private final Path root;

  DirectoryTree(Path root) {
    this.root = root;
  }

  @Override
  public List<TreeFile> list(DefectLog defects) throws IOException {
    Path real = root.toRealPath();
    List<TreeFile> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = root.relativize(file).toString().replace(File.separatorChar, '/');
            if (EntryNames.ignored(name)) {
              return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
              addLink(file, name);
            } else if (attributes.isRegularFile()) {
              files.add(new TreeFile(name, attributes.size(), 0));
            }
            return FileVisitResult.CONTINUE;
          }

          private void addLink(Path link, String name) throws IOException {
            Path target;
            try {
              target = link.toRealPath();
            } catch (NoSuchFileException e) {
              defects.add(new Defect(name, 0, "a symbolic link to nothing; remove or mend it"));
              return;
            }
            if (!target.startsWith(real)) {
              defects.add(
                  new Defect(
                      name, 0, "a symbolic link that leaves the folder; copy the file instead"));
            } else if (Files.isRegularFile(target)) {
              files.add(new TreeFile(name, Files.size(target), 0));
            } else {
              defects.add(
                  new Defect(name, 0, "a symbolic link to a folder; copy the folder instead"));
            }
          }
        });
    files.sort(Comparator.comparing(TreeFile::path));
    return files;
  }

  @Override
  public InputStream open(TreeFile file) throws IOException {
    return Files.newInputStream(root.resolve(file.path()));
  }

  @Override
  public void close() {}
}

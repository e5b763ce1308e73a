package io.stillhouse.artifacts;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A folder of a file system with all that is in it; links are never followed. */
final class DirectoryTree {

  private DirectoryTree() {}

  /**
   * Deletes a folder with its content. What others delete or add at the same time is no error.
   *
   * @return how many files were deleted
   */
  static int delete(Path folder) throws IOException {
    AtomicInteger deleted = new AtomicInteger();
    visit(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (Files.deleteIfExists(file)) {
              deleted.incrementAndGet();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            try {
              Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException somebodyAddedToIt) {
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return deleted.get();
  }

  /** Walks a folder; files and folders that vanish on the way are passed over. */
  static void visit(Path folder, SimpleFileVisitor<Path> visitor) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            return visitor.preVisitDirectory(directory, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return visitor.visitFile(file, attributes);
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
              throw failure;
            }
            return visitor.postVisitDirectory(directory, null);
          }
        });
  }
}

package io.stillhouse.artifacts;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Walks through the folders of a local store, in which others write and delete meanwhile. */
final class LocalListing {
  private LocalListing() {}

  /** The objects inside a folder, in the order of their keys. */
  static List<StoredObject> objects(Path root, Path folder) throws IOException {
    List<StoredObject> objects = new ArrayList<>();
    DirectoryTree.visit(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return LocalPlaces.isUnfinished(directory)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && !LocalPlaces.isUnfinished(file)
                && !file.equals(folder)) {
              objects.add(
                  new StoredObject(
                      root.relativize(file).toString(),
                      attributes.size(),
                      attributes.lastModifiedTime().toInstant(),
                      OptionalInt.empty()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    objects.sort(Comparator.comparing(StoredObject::key, ObjectKeys.ORDER));
    return objects;
  }

  /** The names of the folders right inside a folder in which there is an object, in order. */
  static List<String> children(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && !LocalPlaces.isUnfinished(entry)
            && hasObject(entry)) {
          names.add(String.valueOf(entry.getFileName()));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(ObjectKeys.ORDER);
    return names;
  }

  /** Deletes what is unfinished and was not touched since then; returns how much that was. */
  static int removeUnfinished(Path root, Instant untouchedSince) throws IOException {
    AtomicInteger removed = new AtomicInteger();
    DirectoryTree.visit(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (!LocalPlaces.isUnfinished(directory)) {
              return FileVisitResult.CONTINUE;
            }
            if (isOld(attributes) && !WorkDirectory.inUse(directory)) {
              DirectoryTree.delete(directory);
              removed.incrementAndGet();
            }
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (LocalPlaces.isUnfinished(file) && isOld(attributes) && Files.deleteIfExists(file)) {
              removed.incrementAndGet();
            }
            return FileVisitResult.CONTINUE;
          }

          private boolean isOld(BasicFileAttributes attributes) {
            return attributes.lastModifiedTime().toInstant().isBefore(untouchedSince);
          }
        });
    return removed.get();
  }

  private static boolean hasObject(Path folder) throws IOException {
    boolean[] found = {false};
    DirectoryTree.visit(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found[0] = attributes.isRegularFile() && !LocalPlaces.isUnfinished(file);
            return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }
        });
    return found[0];
  }
}

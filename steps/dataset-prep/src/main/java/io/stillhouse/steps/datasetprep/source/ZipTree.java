package io.stillhouse.steps.datasetprep.source;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.defect.DefectLog;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip, read through its central directory in any order; nothing is unpacked to disk. */
final class ZipTree implements FileTree {
  private final Path path;
  private final ZipFile zip;

  ZipTree(Path path) throws IOException {
    this.path = path;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new InvalidInputException(
          "%s: the zip is truncated or damaged (%s); copy it again".formatted(path, e.getMessage()),
          e);
    }
  }

  @Override
  public List<TreeFile> list(DefectLog defects) {
    List<TreeFile> files = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    zip.stream()
        .filter(entry -> !entry.isDirectory() && !EntryNames.ignored(entry.getName()))
        .forEach(
            entry -> {
              String name = entry.getName();
              EntryNames.problem(name)
                  .ifPresentOrElse(
                      problem ->
                          defects.add(new Defect(path.getFileName() + "!" + name, 0, problem)),
                      () -> {
                        if (seen.add(name)) {
                          files.add(new TreeFile(name, entry.getSize(), 0));
                        } else {
                          defects.add(
                              new Defect(
                                  path.getFileName() + "!" + name,
                                  0,
                                  "the zip has this entry twice; pack it again"));
                        }
                      });
            });
    files.sort(Comparator.comparing(TreeFile::path));
    return files;
  }

  @Override
  public InputStream open(TreeFile file) throws IOException {
    ZipEntry entry = zip.getEntry(file.path());
    if (entry == null) {
      throw new DamagedFileException("the entry is no longer in the zip");
    }
    return new CheckedEntry(zip.getInputStream(entry), entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** {@link ZipFile} does not compare an entry's bytes with its checksum; this does. */
  private static final class CheckedEntry extends FilterInputStream {
    private final ZipEntry entry;
    private final CRC32 crc = new CRC32();
    private long read;

    CheckedEntry(InputStream in, ZipEntry entry) {
      super(in);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count;
      try {
        count = super.read(target, offset, length);
      } catch (ZipException | java.io.EOFException e) {
        throw new DamagedFileException("the entry cannot be unpacked (" + e.getMessage() + ")");
      }
      if (count > 0) {
        crc.update(target, offset, count);
        read += count;
        if (read > entry.getSize()) {
          throw new DamagedFileException(
              "the entry is larger than the %d bytes it declares".formatted(entry.getSize()));
        }
      } else if (count < 0 && (read != entry.getSize() || crc.getValue() != entry.getCrc())) {
        throw new DamagedFileException("the entry's bytes do not match the zip's checksum");
      }
      return count;
    }
  }
}

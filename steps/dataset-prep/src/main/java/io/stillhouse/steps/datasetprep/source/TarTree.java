package io.stillhouse.steps.datasetprep.source;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.defect.DefectLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** An uncompressed tar, read in any order once its entries are listed. */
final class TarTree implements FileTree {
  private static final int BLOCK = 512;

  private final Path path;
  private final String shownName;
  private final FileChannel channel;

  TarTree(Path path, String shownName) throws IOException {
    this.path = path;
    this.shownName = shownName;
    channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public List<TreeFile> list(DefectLog defects) throws IOException {
    List<TreeFile> files = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (TarFile tar = new TarFile(path.toFile())) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        String name =
            entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        if (entry.isDirectory() || EntryNames.ignored(name)) {
          continue;
        }
        String problem =
            EntryNames.problem(name)
                .orElseGet(
                    () ->
                        !entry.isFile()
                                || entry.isLink()
                                || entry.isSymbolicLink()
                                || entry.isSparse()
                            ? "a link or special file; pack the archive with plain files"
                            : seen.add(name) ? "" : "the tar has this entry twice; pack it again");
        if (!problem.isEmpty()) {
          defects.add(new Defect(shownName + "!" + name, 0, problem));
          continue;
        }
        if (entry.getDataOffset() + entry.getSize() > channel.size()) {
          throw truncated("entry " + name + " ends beyond the file", null);
        }
        files.add(new TreeFile(name, entry.getSize(), entry.getDataOffset()));
      }
      requireEnd(tar.getEntries());
    } catch (IOException | IllegalArgumentException e) {
      throw truncated(String.valueOf(e.getMessage()), e);
    }
    files.sort(Comparator.comparing(TreeFile::path));
    return files;
  }

  @Override
  public InputStream open(TreeFile file) {
    return new Range(channel, file.position(), file.size());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * A tar ends with blocks of zeros (POSIX.1, pax, "ustar Interchange Format"). The library takes
   * the end of the file, or a header that it cuts, for the end of the archive as well, so that of a
   * copy that broke off between two entries nobody would miss the rest.
   */
  private void requireEnd(List<TarArchiveEntry> entries) throws IOException {
    long end = 0;
    String last = "";
    for (TarArchiveEntry entry : entries) {
      long entryEnd = entry.getDataOffset() + entry.getSize();
      if (entryEnd >= end) {
        end = entryEnd;
        last = entry.getName();
      }
    }
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long position = (end + BLOCK - 1) / BLOCK * BLOCK;
    while (block.hasRemaining() && channel.read(block, position + block.position()) >= 0) {
      // Reading until the block is full or the file ends.
    }
    if (block.hasRemaining() || !Arrays.equals(block.array(), new byte[BLOCK])) {
      throw truncated("it breaks off after entry " + last, null);
    }
  }

  private InvalidInputException truncated(
      String reason, @org.jspecify.annotations.Nullable Throwable cause) {
    return new InvalidInputException(
        "%s: the tar is truncated or damaged (%s); copy it again".formatted(shownName, reason),
        cause);
  }

  /** A range of a file, read by position so that several may be open at once. */
  private static final class Range extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    Range(FileChannel channel, long start, long size) {
      this.channel = channel;
      this.position = start;
      this.end = start + size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position >= end) {
        return -1;
      }
      int wanted = (int) Math.min(length, end - position);
      int count = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
      if (count < 0) {
        throw new DamagedFileException("the tar ends within this entry");
      }
      position += count;
      return count;
    }
  }
}

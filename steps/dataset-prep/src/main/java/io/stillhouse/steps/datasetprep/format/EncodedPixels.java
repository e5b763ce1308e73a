package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.steps.datasetprep.image.DefectiveImageException;
import io.stillhouse.steps.datasetprep.image.ImageDecoder;
import io.stillhouse.steps.datasetprep.image.Pixels;
import io.stillhouse.steps.datasetprep.source.DamagedFileException;
import io.stillhouse.steps.datasetprep.source.FileTree;
import io.stillhouse.steps.datasetprep.source.SourceTree;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Set;

/** Images that are PNG or JPEG files of a source. */
record EncodedPixels(SourceTree tree) implements PixelSource {
  /** No single picture is larger, in bytes as stored or as unpacked from its archive. */
  private static final int MAXIMUM_FILE_BYTES = 1 << 26;

  @Override
  public Set<String> files(Collection<Item> items) {
    return Set.of(tree.location());
  }

  @Override
  public PixelReader open(FilePlaces places) throws IOException {
    return new Reader(tree.at(places.find(tree.location())).open());
  }

  private static final class Reader implements PixelReader {
    private final FileTree files;
    private final ImageDecoder decoder = new ImageDecoder();

    Reader(FileTree files) {
      this.files = files;
    }

    @Override
    public Pixels read(Item item) throws IOException, DefectiveImageException {
      byte[] bytes;
      try (InputStream in = files.open(new TreeFile(item.file(), item.bytes(), item.position()))) {
        bytes = in.readNBytes(MAXIMUM_FILE_BYTES);
        if (in.read() >= 0) {
          throw new DefectiveImageException(
              "the file is larger than %d bytes; reduce the picture".formatted(MAXIMUM_FILE_BYTES));
        }
      } catch (DamagedFileException e) {
        throw new DefectiveImageException(e.getMessage() + "; replace the archive");
      }
      return decoder.decode(bytes);
    }

    @Override
    public void close() throws IOException {
      decoder.close();
      files.close();
    }
  }
}

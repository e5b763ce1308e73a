package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.steps.datasetprep.image.Pixels;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Images that lie uncompressed in files: every item names a file and a position in it.
 *
 * @param height pixels
 * @param width pixels
 * @param channels 1 or 3
 * @param layout order of the axes, outermost first
 */
record RawPixels(int height, int width, int channels, Layout layout) implements PixelSource {
  /** Order of the axes in the file, outermost first. */
  enum Layout {
    HEIGHT_WIDTH_CHANNEL,
    CHANNEL_HEIGHT_WIDTH,
    /** What MATLAB's column-major [H, W, C] is in memory. */
    CHANNEL_WIDTH_HEIGHT
  }

  @Override
  public Set<String> files(Collection<Item> items) {
    return items.stream().map(Item::file).collect(Collectors.toSet());
  }

  @Override
  public PixelReader open(FilePlaces places) {
    return new Reader(this, places);
  }

  private static final class Reader implements PixelReader {
    private final RawPixels form;
    private final FilePlaces places;
    private final Map<String, FileChannel> files = new HashMap<>();
    private final byte[] stored;

    Reader(RawPixels form, FilePlaces places) {
      this.form = form;
      this.places = places;
      stored = new byte[form.height * form.width * form.channels];
    }

    @Override
    public Pixels read(Item item) throws IOException {
      FileChannel file = files.get(item.file());
      if (file == null) {
        file = FileChannel.open(places.find(item.file()), StandardOpenOption.READ);
        files.put(item.file(), file);
      }
      ByteBuffer buffer = ByteBuffer.wrap(stored);
      while (buffer.hasRemaining()) {
        if (file.read(buffer, item.position() + buffer.position()) < 0) {
          throw new EOFException(item.file() + " became shorter while it was read");
        }
      }
      return new Pixels(form.height, form.width, form.channels, interleaved());
    }

    private byte[] interleaved() {
      int rowStep = form.layout == Layout.CHANNEL_WIDTH_HEIGHT ? 1 : form.width;
      int columnStep = form.layout == Layout.CHANNEL_WIDTH_HEIGHT ? form.height : 1;
      if (form.layout == Layout.HEIGHT_WIDTH_CHANNEL) {
        return stored.clone();
      }
      byte[] pixels = new byte[stored.length];
      int plane = form.height * form.width;
      int target = 0;
      for (int y = 0; y < form.height; y++) {
        for (int x = 0; x < form.width; x++) {
          for (int c = 0; c < form.channels; c++) {
            pixels[target++] = stored[c * plane + y * rowStep + x * columnStep];
          }
        }
      }
      return pixels;
    }

    @Override
    public void close() throws IOException {
      for (FileChannel file : files.values()) {
        file.close();
      }
    }
  }
}

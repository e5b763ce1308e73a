package io.stillhouse.dashboard;

import io.stillhouse.platforms.Installation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The quickstart as it is shipped, on its first digits only, so that a run takes seconds. */
final class SmallQuickstart {
  private static final int TRAIN = 600;
  private static final int TEST = 200;

  private final Path folder;

  private SmallQuickstart(Path folder) {
    this.folder = folder;
  }

  /** Writes it into a folder. */
  static SmallQuickstart write(Installation installation, Path folder) throws IOException {
    Path digits = Files.createDirectories(folder.resolve("data/mnist10k"));
    Files.copy(installation.definition("quickstart.yaml"), folder.resolve("quickstart.yaml"));
    Path source = installation.digits();
    cut(source, digits, "train-images-idx3-ubyte.gz", TRAIN);
    cut(source, digits, "train-labels-idx1-ubyte.gz", TRAIN);
    cut(source, digits, "t10k-images-idx3-ubyte.gz", TEST);
    cut(source, digits, "t10k-labels-idx1-ubyte.gz", TEST);
    return new SmallQuickstart(folder);
  }

  /** The folder of definitions. */
  Path folder() {
    return folder;
  }

  Path definition() {
    return folder.resolve("quickstart.yaml");
  }

  /** Copies the first entries of an IDX file: magic, count, further dimensions, then the bytes. */
  private static void cut(Path from, Path to, String name, int count) throws IOException {
    try (DataInputStream in =
            new DataInputStream(new GZIPInputStream(Files.newInputStream(from.resolve(name))));
        DataOutputStream out =
            new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(to.resolve(name))))) {
      int magic = in.readInt();
      in.readInt();
      out.writeInt(magic);
      out.writeInt(count);
      int size = 1;
      for (int dimension = 1; dimension < (magic & 0xFF); dimension++) {
        int length = in.readInt();
        out.writeInt(length);
        size *= length;
      }
      out.write(in.readNBytes(count * size));
    }
  }
}

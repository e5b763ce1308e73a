package io.stillhouse.training.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The C library's heap, told to keep freed memory in the process.
 *
 * <p>By default glibc gives arrays of many kilobytes back to the system when they are freed. Each
 * training step would then fault in every page of its activations anew, until glibc's own
 * thresholds have adapted.
 */
final class GlibcHeap {
  private static final Logger LOG = LoggerFactory.getLogger(GlibcHeap.class);

  // Parameters of mallopt(3) and values: below 32 MiB nothing is mapped apart, glibc's limit;
  // the heap grows in steps of 64 MiB and shrinks only when 1 GiB is free at its end.
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int MIB = 1 << 20;

  /** The one function needed. */
  interface CLibrary extends Library {
    int mallopt(int parameter, int value);
  }

  private GlibcHeap() {}

  /** Returns whether the C library took the settings; only glibc does. */
  static boolean keepFreedMemory() {
    try {
      CLibrary library = Native.load("c", CLibrary.class);
      return library.mallopt(M_MMAP_THRESHOLD, 32 * MIB) == 1
          && library.mallopt(M_TOP_PAD, 64 * MIB) == 1
          && library.mallopt(M_TRIM_THRESHOLD, 1024 * MIB) == 1;
    } catch (UnsatisfiedLinkError e) {
      LOG.debug("no mallopt in this C library: freed memory goes back to the system", e);
      return false;
    }
  }
}

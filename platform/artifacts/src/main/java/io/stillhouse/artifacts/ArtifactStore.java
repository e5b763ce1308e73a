package io.stillhouse.artifacts;

import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Objects under keys: the little that every object storage can do and that runs are built on.
 *
 * <p>A key is relative, its segments separated by {@code /} (see {@link ObjectKeys}). A folder is a
 * key too; {@code ""} is the root. Folders exist as long as an object lies in them. What is an
 * object cannot be a folder of others.
 *
 * <p>Every write is atomic and durable when the call returns: a reader sees the whole object or
 * none, also after the writer was killed. Every method throws {@link StoreException} when the
 * storage itself fails, and {@link IllegalArgumentException} for a key that is not allowed.
 * Implementations may be used by several threads and processes at once.
 */
public interface ArtifactStore extends AutoCloseable {

  /** The root, an absolute URI without a trailing slash: {@code file:///data/store}. */
  URI root();

  /** The URI of one object: the root, a slash and the key with whatever a URI must escape. */
  default URI uri(String key) {
    ObjectKeys.check(key);
    URI root = root();
    String authority = root.getAuthority() == null ? "" : root.getAuthority();
    try {
      return new URI(root.getScheme(), authority, root.getPath() + "/" + key, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("key '" + key + "' cannot be written as a URI", e);
    }
  }

  /**
   * Creates an object unless it exists. Of any number of callers, in any number of processes,
   * exactly one gets {@code true}.
   *
   * @return false if the object exists already; it is left as it is
   */
  boolean create(String key, byte[] content);

  /** Creates an object or replaces the whole of it. */
  void replace(String key, byte[] content);

  /** The content of an object, or empty if there is none. For objects that fit in memory. */
  Optional<byte[]> read(String key);

  /**
   * Opens an object for reading. The stream keeps showing the content that it was opened on.
   *
   * @throws ObjectNotFoundException if there is no such object
   */
  InputStream open(String key);

  /** Copies a local file into an object, creating it or replacing the whole of it. */
  void upload(String key, Path file);

  /**
   * Moves a local file into an object, creating it or replacing the whole of it. The file is gone
   * afterwards. A store on the same file system renames it, so that large data are written once.
   */
  void transfer(String key, Path file);

  /**
   * A local file with an object's content, which may be mapped and must not be written to: the
   * object itself in a local store, a download elsewhere. The local files of one folder lie in one
   * local folder under their relative names.
   *
   * @throws ObjectNotFoundException if there is no such object
   */
  Path localFile(String key);

  /**
   * Every object inside a folder, however deep, in the order of the code points of their keys.
   * Unfinished writes are not objects.
   */
  List<StoredObject> list(String folder);

  /** The names of the folders directly inside a folder, in the order of their code points. */
  List<String> children(String folder);

  /** Deletes an object. Nothing happens if there is none. */
  void delete(String key);

  /** Deletes every object inside a folder. Nothing happens if there is none. */
  void deleteAll(String folder);

  /**
   * A new, empty local folder for the caller alone, from which {@link #transfer} is as cheap as it
   * can be.
   */
  WorkDirectory workDirectory();

  /**
   * Removes what killed writers left behind: unfinished objects that nobody has written to since a
   * time, and work directories whose process is gone.
   *
   * @return how many were removed
   */
  int removeUnfinished(Instant untouchedSince);

  /**
   * Gives back what the store keeps on this machine for its user: files of {@link #localFile} that
   * are copies. Objects stay. A store that is never closed costs disk space until another process
   * of this machine cleans up after this one.
   */
  @Override
  default void close() {}
}

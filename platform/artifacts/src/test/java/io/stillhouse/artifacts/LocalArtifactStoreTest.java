package io.stillhouse.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special about the local store; what it shares with others is in tests/contract. */
class LocalArtifactStoreTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  @TempDir Path temporary;
  private Path root;
  private ArtifactStore store;

  @BeforeEach
  void openStore() {
    root = temporary.resolve("store");
    store = ArtifactStores.open(root);
  }

  @Test
  void lookingIntoAStoreDoesNotMakeIt() {
    assertThat(store.list("")).isEmpty();
    assertThat(store.children("")).isEmpty();
    assertThat(store.read("a")).isEmpty();
    store.delete("a");
    store.deleteAll("b");
    assertThat(store.removeUnfinished(Instant.now())).isZero();
    assertThat(root).doesNotExist();
  }

  @Test
  void theRootIsTheSameBeforeAndAfterTheFirstWrite() {
    URI before = store.root();
    store.replace("a", CONTENT);
    assertThat(store.root()).isEqualTo(before);
    assertThat(before.toString()).startsWith("file:///").doesNotEndWith("/");
    assertThat(ArtifactStores.open(before.toString()).read("a")).contains(CONTENT);
  }

  @Test
  void aUriOfAnObjectNamesItsFile() throws IOException {
    store.replace("a b/c%d#e?.txt", CONTENT);
    assertThat(Files.readAllBytes(Path.of(store.uri("a b/c%d#e?.txt")))).isEqualTo(CONTENT);
  }

  @Test
  void aRootThatIsAFileIsRefused() throws IOException {
    Files.writeString(root, "not a folder");
    assertThatThrownBy(() -> ArtifactStores.open(root))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(root + ": it is not a folder");
  }

  @Test
  void onlyKnownSchemesAreOpened() {
    assertThatThrownBy(() -> ArtifactStores.open("ftp://host/x"))
        .hasMessageContaining("'ftp://host/x'")
        .hasMessageContaining("'file'");
    assertThatThrownBy(() -> ArtifactStores.open(" ")).hasMessageContaining("empty");
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectories(temporary.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "s");
    store.replace("a/b", CONTENT);
    Files.createSymbolicLink(root.resolve("folder"), outside);
    Files.createSymbolicLink(root.resolve("a/file"), outside.resolve("secret"));
    assertThatThrownBy(() -> store.read("folder/secret")).hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> store.read("a/file")).hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> store.replace("folder/new", CONTENT))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(root.resolve("folder") + " is a symbolic link");
    assertThatThrownBy(() -> store.list("folder")).hasMessageContaining("symbolic link");
    assertThat(store.list("")).extracting(StoredObject::key).containsExactly("a/b");
    assertThat(store.children("")).containsExactly("a");
    store.deleteAll("a");
    assertThat(outside).isDirectoryContaining("glob:**/secret");
  }

  @Test
  void theRootItselfMayBeALink() throws IOException {
    Path real = Files.createDirectories(temporary.resolve("real"));
    Files.createSymbolicLink(root, real);
    ArtifactStore linked = ArtifactStores.open(root);
    linked.replace("a/b", CONTENT);
    assertThat(real.resolve("a/b")).exists();
    assertThat(linked.list("")).hasSize(1);
  }

  @Test
  void anObjectCannotBeAFolderToo() {
    store.replace("a/b", CONTENT);
    assertThatThrownBy(() -> store.create("a", CONTENT)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> store.replace("a", CONTENT)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> store.create("a/b/c", CONTENT)).hasMessageContaining("is an object");
    assertThat(store.list("a/b")).isEmpty();
    assertThat(store.children("a/b")).isEmpty();
    assertThat(store.read("a")).isEmpty();
  }

  @Test
  void whatAKilledWriterLeftIsInvisibleAndRemovedOnceItIsOld() throws IOException {
    store.replace("a/b", CONTENT);
    Path left = Files.write(root.resolve("a/.unfinished-1"), CONTENT);
    Files.createDirectories(root.resolve("c"));
    Files.write(root.resolve("c/.unfinished-2"), CONTENT);
    assertThat(store.list("")).extracting(StoredObject::key).containsExactly("a/b");
    assertThat(store.children("")).containsExactly("a");
    Instant now = Instant.now();
    Files.setLastModifiedTime(left, FileTime.from(now.minus(Duration.ofHours(2))));
    assertThat(store.removeUnfinished(now.minus(Duration.ofHours(1)))).isEqualTo(1);
    assertThat(left).doesNotExist();
    assertThat(root.resolve("c/.unfinished-2")).exists();
    assertThat(store.read("a/b")).contains(CONTENT);
  }

  @Test
  void nothingUnfinishedStaysAfterSuccessOrFailure() throws IOException {
    store.create("a/b", CONTENT);
    store.create("a/b", CONTENT);
    store.replace("a/b", CONTENT);
    store.upload("a/c", Files.write(temporary.resolve("file"), CONTENT));
    store.transfer("a/d", temporary.resolve("file"));
    assertThatThrownBy(() -> store.upload("a/e", temporary.resolve("none")))
        .hasMessageContaining("there is no " + temporary.resolve("none"));
    assertThat(root.resolve("a")).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void movingWithinAFileSystemDoesNotWriteTheDataAgain() throws IOException {
    Path file = Files.write(temporary.resolve("file"), CONTENT);
    Object inode = Files.getAttribute(file, "unix:ino");
    store.transfer("a", file);
    assertThat(Files.getAttribute(store.localFile("a"), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void emptyFoldersVanishWithTheirLastObject() {
    store.replace("a/b/c", CONTENT);
    store.replace("a/d", CONTENT);
    store.delete("a/b/c");
    assertThat(root.resolve("a/b")).doesNotExist();
    assertThat(root.resolve("a")).exists();
    store.deleteAll("a");
    assertThat(root.resolve("a")).doesNotExist();
    assertThat(root).exists();
  }

  @Test
  void writersAndWhoeverEmptiesTheFolderAreNoErrorToOneAnother() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    AtomicBoolean over = new AtomicBoolean();
    try {
      Future<?> emptying =
          other.submit(
              () -> {
                while (!over.get()) {
                  store.replace("folder/b", CONTENT);
                  store.deleteAll("folder");
                }
              });
      for (int i = 0; i < 500; i++) {
        store.replace("folder/a", CONTENT);
        store.create("folder/c", CONTENT);
        store.transfer("folder/d", Files.write(temporary.resolve("file"), CONTENT));
      }
      over.set(true);
      emptying.get(1, TimeUnit.MINUTES);
    } finally {
      over.set(true);
      other.shutdownNow();
    }
    assertThat(temporary.resolve("file")).doesNotExist();
  }
}

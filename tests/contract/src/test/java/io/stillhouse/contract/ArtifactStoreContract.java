package io.stillhouse.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.artifacts.WorkDirectory;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises to a single user; see {@link ArtifactStoreRaces} for several. */
abstract class ArtifactStoreContract {
  static final byte[] ONE = "one".getBytes(UTF_8);
  static final byte[] TWO = "two".getBytes(UTF_8);

  @TempDir Path temporary;
  ArtifactStore store;

  /** Where a store lies that is this test's alone and has no object yet, for any process. */
  abstract String location();

  /** What other processes need to reach the store. */
  Map<String, String> environment() {
    return Map.of();
  }

  @BeforeEach
  void openStore() {
    store = ArtifactStores.open(location(), environment());
  }

  @Test
  void anObjectIsCreatedOnceAndThenLeftAlone() {
    assertThat(store.create("a/b", ONE)).isTrue();
    assertThat(store.create("a/b", TWO)).isFalse();
    assertThat(store.read("a/b")).contains(ONE);
  }

  @Test
  void anObjectIsReplacedWhetherItExistsOrNot() {
    store.replace("a", "a long first version".getBytes(UTF_8));
    store.replace("a", ONE);
    assertThat(store.read("a")).contains(ONE);
  }

  @Test
  void anObjectMayBeEmpty() throws Exception {
    assertThat(store.create("nothing", new byte[0])).isTrue();
    assertThat(store.create("nothing", ONE)).isFalse();
    store.upload("nothing-uploaded", Files.createFile(temporary.resolve("empty")));
    assertThat(store.read("nothing")).contains(new byte[0]);
    assertThat(store.localFile("nothing-uploaded")).isEmptyFile();
    assertThat(store.list("")).extracting(StoredObject::size).containsExactly(0L, 0L);
  }

  @Test
  void whatIsNotThereIsEmptyOrNamed() {
    store.create("a/b", ONE);
    for (String key : List.of("b", "a", "a/c", "A/b")) {
      assertThat(store.read(key)).isEmpty();
      assertThatThrownBy(() -> store.open(key))
          .isInstanceOf(ObjectNotFoundException.class)
          .hasMessage("store " + store.root() + " has no object '" + key + "'");
      assertThatThrownBy(() -> store.localFile(key)).isInstanceOf(ObjectNotFoundException.class);
    }
  }

  @Test
  void anotherUserOfTheLocationSeesTheSame() {
    store.create("a", ONE);
    ArtifactStore other = ArtifactStores.open(location(), environment());
    assertThat(other.root()).isEqualTo(store.root());
    assertThat(other.read("a")).contains(ONE);
    assertThat(other.create("a", TWO)).isFalse();
  }

  @Test
  void uploadingKeepsTheFileAndTransferringTakesIt() throws Exception {
    Path file = Files.write(temporary.resolve("file"), ONE);
    store.replace("uploaded", TWO);
    store.upload("uploaded", file);
    assertThat(file).hasBinaryContent(ONE);
    store.transfer("transferred", file);
    assertThat(file).doesNotExist();
    assertThat(store.read("uploaded")).contains(ONE);
    assertThat(store.read("transferred")).contains(ONE);
  }

  @Test
  void aWorkDirectoryIsPrivateAndTransferredFrom() throws Exception {
    try (WorkDirectory work = store.workDirectory();
        WorkDirectory other = store.workDirectory()) {
      assertThat(work.path()).isEmptyDirectory().isNotEqualTo(other.path());
      store.transfer("a/b", Files.write(work.path().resolve("file"), ONE));
      Files.write(work.path().resolve("rest"), TWO);
      assertThat(store.list("")).extracting(StoredObject::key).containsExactly("a/b");
      assertThat(store.children("")).containsExactly("a");
    }
    assertThat(store.read("a/b")).contains(ONE);
  }

  @Test
  void localFilesOfAFolderLieTogether() {
    store.create("a/b/one", ONE);
    store.create("a/b/c/two", TWO);
    Path one = store.localFile("a/b/one");
    Path two = store.localFile("a/b/c/two");
    assertThat(one).hasBinaryContent(ONE);
    assertThat(two).hasBinaryContent(TWO);
    assertThat(two).isEqualTo(one.resolveSibling("c").resolve("two"));
  }

  @Test
  void aLargeObjectIsStoredWhole() throws Exception {
    byte[] content = new byte[64 << 20];
    new Random(1).nextBytes(content);
    Path file = Files.write(temporary.resolve("large"), content);
    store.upload("large", file);
    assertThat(store.list("")).extracting(StoredObject::size).containsExactly(64L << 20);
    assertThat(Files.mismatch(store.localFile("large"), file)).isEqualTo(-1);
    try (InputStream stream = store.open("large")) {
      stream.skipNBytes((64 << 20) - 3);
      assertThat(stream.readAllBytes())
          .containsExactly(
              content[(64 << 20) - 3], content[(64 << 20) - 2], content[(64 << 20) - 1]);
    }
  }

  @Test
  void anOpenStreamKeepsShowingWhatItWasOpenedOn() throws Exception {
    store.replace("a", ONE);
    try (InputStream stream = store.open("a")) {
      store.replace("a", TWO);
      assertThat(stream.readAllBytes()).isEqualTo(ONE);
    }
    assertThat(store.read("a")).contains(TWO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "größe",
        "ışık İstanbul",
        "日本語",
        "😀",
        "100%",
        "a%2fb",
        "#?&=;:@",
        "'\"`$(x)*[]{}<>|~^!",
        "...",
        "-rf",
        ".hidden",
        "trailing.",
        "a+b,c",
        "COM1",
        "\u00e9-e\u0301"
      })
  void oddNamesAreKeptAsTheyAre(String name) {
    assertThat(store.create(name + "/" + name, ONE)).isTrue();
    assertThat(store.read(name + "/" + name)).contains(ONE);
    assertThat(store.list(name)).extracting(StoredObject::key).containsExactly(name + "/" + name);
    assertThat(store.children("")).containsExactly(name);
    store.delete(name + "/" + name);
    assertThat(store.list("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "a/../../b",
        "/etc/passwd",
        "a//b",
        "",
        ".",
        "a/./b",
        "a\u0000b",
        "a\nb",
        "a\\b"
      })
  void keysThatCouldLeaveTheRootAreRefusedByEveryMethod(String key) throws Exception {
    Path file = Files.write(temporary.resolve("file"), ONE);
    List<Consumer<String>> methods =
        List.of(
            k -> store.create(k, ONE),
            k -> store.replace(k, ONE),
            k -> store.upload(k, file),
            k -> store.transfer(k, file),
            store::read,
            store::open,
            store::localFile,
            store::uri,
            store::delete,
            k -> store.list(k.isEmpty() ? ".." : k),
            k -> store.children(k.isEmpty() ? ".." : k),
            k -> store.deleteAll(k.isEmpty() ? ".." : k));
    for (Consumer<String> method : methods) {
      assertThatThrownBy(() -> method.accept(key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not allowed");
    }
    assertThat(file).exists();
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void aListingHasWhatIsInsideInTheOrderOfCodePoints() {
    List<String> keys =
        List.of(
            "a-b",
            "a.b",
            "a/b",
            "a/b-c/d",
            "a/b0",
            "a/c/d/e",
            "a/ı",
            "a/\uff5e",
            "a/😀",
            "aa",
            "b");
    for (int i = keys.size() - 1; i >= 0; i--) {
      store.create(keys.get(i), new byte[i]);
    }
    assertThat(store.list("")).extracting(StoredObject::key).containsExactlyElementsOf(keys);
    assertThat(store.list("")).extracting(StoredObject::size).startsWith(0L, 1L, 2L);
    assertThat(store.list("a"))
        .extracting(StoredObject::key)
        .containsExactlyElementsOf(keys.subList(2, 9));
    assertThat(store.list("a/c/")).extracting(StoredObject::key).containsExactly("a/c/d/e");
    assertThat(store.list("a/b")).isEmpty();
    assertThat(store.list("c")).isEmpty();
    assertThat(store.children("")).containsExactly("a");
    assertThat(store.children("a")).containsExactly("b-c", "c");
    assertThat(store.children("a/c/d")).isEmpty();
    assertThat(store.children("c")).isEmpty();
  }

  @Test
  void anObjectOfAListingSaysWhenItWasWritten() {
    store.create("a", ONE);
    assertThat(store.list("").get(0).modified())
        .isBetween(
            Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plus(Duration.ofMinutes(5)));
  }

  @Test
  void whatIsDeletedIsGoneFromReadingAndListing() {
    store.create("a/b", ONE);
    store.create("a/c", ONE);
    store.delete("a/b");
    store.delete("a/b");
    store.delete("x/y");
    assertThat(store.read("a/b")).isEmpty();
    assertThat(store.list("")).extracting(StoredObject::key).containsExactly("a/c");
    store.delete("a/c");
    assertThat(store.children("")).isEmpty();
    assertThat(store.create("a/b", TWO)).isTrue();
  }

  @Test
  void aFolderIsDeletedWithAllThatIsInItAndNothingElse() {
    List.of("a/b/c", "a/b/d/e", "a/bc", "ab").forEach(key -> store.create(key, ONE));
    store.deleteAll("a/b");
    store.deleteAll("a/b");
    assertThat(store.list("")).extracting(StoredObject::key).containsExactly("a/bc", "ab");
    store.deleteAll("");
    assertThat(store.list("")).isEmpty();
    assertThat(store.create("a/b", ONE)).isTrue();
  }

  @Test
  void cleaningUpRemovesNoObject() {
    store.create("a/b", ONE);
    assertThat(store.removeUnfinished(Instant.now().plus(Duration.ofHours(1)))).isZero();
    assertThat(store.read("a/b")).contains(ONE);
  }
}

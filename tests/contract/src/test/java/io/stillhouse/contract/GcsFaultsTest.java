package io.stillhouse.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens between the store and the service, nothing is lost, doubled or half visible. */
@Timeout(180)
class GcsFaultsTest extends GcsFixture {
  private static final byte[] ONE = "one".getBytes(UTF_8);
  private static final byte[] TWO = "two".getBytes(UTF_8);
  private static final int LARGE = 40 << 20; // three parts

  private static final String CREATE = "POST /upload/storage/.*uploadType=multipart.*";
  private static final String FIND = "GET /storage/.*/o/.*";
  private static final String CONTENT = "GET /download/.*";
  private static final String LIST = "GET /storage/.*/o\\?.*";
  private static final String DELETE = "DELETE /storage/.*";
  private static final String BATCH = "POST /batch/.*";
  private static final String SESSION = "POST /upload/storage/.*uploadType=resumable.*";
  private static final String CHUNK = "PUT /upload/.*";
  private static final String COMPOSE = "POST /storage/.*/compose.*";

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FORBIDDEN", "CORRUPTED"})
  void whoCreatesAnObjectLearnsItWhateverBecomesOfTheAnswer(Fault fault) {
    proxy.disturb(fault, 2, CREATE);
    assertThat(store.create("a", ONE)).isTrue();
    assertThat(proxy.outstanding()).isZero();
    assertThat(straight.read("a")).contains(ONE);
    proxy.disturb(fault, 1, CREATE);
    assertThat(store.create("a", TWO)).isFalse();
    assertThat(straight.read("a")).contains(ONE);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FORBIDDEN", "CORRUPTED"})
  void anObjectIsReplacedWhole(Fault fault) {
    straight.replace("a", ONE);
    proxy.disturb(fault, 2, CREATE);
    proxy.disturb(fault, 1, FIND);
    store.replace("a", TWO);
    assertThat(proxy.outstanding()).isZero();
    assertThat(straight.read("a")).contains(TWO);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FORBIDDEN")
  void anObjectIsReadWhole(Fault fault) {
    byte[] content = random(300_000);
    straight.replace("a", content);
    proxy.disturb(fault, 2, CONTENT);
    if (fault != Fault.CORRUPTED) {
      proxy.disturb(fault, 1, FIND);
    }
    assertThat(store.read("a")).contains(content);
    assertThat(proxy.outstanding()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FORBIDDEN", "CORRUPTED"})
  void nothingIsMissingFromAListingOrDeletedTwice(Fault fault) {
    List<String> keys = List.of("a/1", "a/2", "a/b/3", "c");
    keys.forEach(key -> straight.create(key, ONE));
    proxy.disturb(fault, 1, LIST);
    assertThat(store.list("")).extracting(StoredObject::key).containsExactlyElementsOf(keys);
    proxy.disturb(fault, 1, LIST);
    assertThat(store.children("a")).containsExactly("b");
    proxy.disturb(fault, 1, DELETE);
    store.delete("c");
    proxy.disturb(fault, 1, LIST);
    proxy.disturb(fault, 1, BATCH);
    store.deleteAll("a");
    assertThat(proxy.outstanding()).isZero();
    assertThat(straight.list("")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FORBIDDEN", "CORRUPTED"})
  void aLargeFileArrivesWholeAndItsPartsAreGone(Fault fault) throws Exception {
    byte[] content = random(LARGE);
    Path file = Files.write(temporary.resolve("large"), content);
    straight.replace("large", ONE);
    proxy.disturb(fault, 1, SESSION);
    proxy.disturb(fault, 2, CHUNK);
    proxy.disturb(fault, 1, COMPOSE);
    proxy.disturb(fault, 1, BATCH);
    store.upload("large", file);
    assertThat(proxy.outstanding()).isZero();
    assertThat(Files.mismatch(straight.localFile("large"), file)).isEqualTo(-1);
    assertThat(server.names(temporary.getFileName() + "/"))
        .containsExactly(temporary.getFileName() + "/large");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FORBIDDEN")
  void aLargeObjectIsCopiedWhole(Fault fault) throws Exception {
    Path file = Files.write(temporary.resolve("large"), random(LARGE));
    straight.upload("large", file);
    proxy.disturb(fault, 2, CONTENT);
    assertThat(Files.mismatch(store.localFile("large"), file)).isEqualTo(-1);
    assertThat(proxy.outstanding()).isZero();
  }

  @Test
  void aLostAnswerToACreateThatCameSecondIsNotTakenForAnOwnSuccess() {
    assertThat(straight.create("a", ONE)).isTrue();
    proxy.disturb(Fault.LOST_RESPONSE, 3, CREATE);
    assertThat(store.create("a", ONE)).isFalse();
    assertThat(proxy.outstanding()).isZero();
  }

  @Test
  void aBreakInTheMiddleOfADownloadCostsOnlyTheRest() throws Exception {
    Path file = Files.write(temporary.resolve("large"), random(LARGE));
    straight.upload("large", file);
    proxy.disturb(Fault.TRUNCATED, 1, CONTENT);
    store.localFile("large");
    assertThat(proxy.requests().stream().filter(line -> line.matches(CONTENT))).hasSize(4);
  }

  private static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }
}

package io.stillhouse.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.MetricPoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtoJsonTest {

  @Test
  void aMessageIsTheSameAfterWritingAndReading() {
    ArtifactManifest manifest =
        ArtifactManifest.newBuilder()
            .setType(ArtifactType.SOFT_LABELS)
            .putMetadata("ışık", "größe 😀")
            .build();
    byte[] json = ProtoJson.write(manifest);
    assertThat(ProtoJson.read(json, ArtifactManifest.getDefaultInstance(), "here"))
        .isEqualTo(manifest);
  }

  @Test
  void theBytesDoNotDependOnTheOrderOfPutting() {
    ArtifactManifest.Builder forwards = ArtifactManifest.newBuilder();
    ArtifactManifest.Builder backwards = ArtifactManifest.newBuilder();
    for (int i = 0; i < 20; i++) {
      forwards.putMetadata("key" + i, "" + i);
      backwards.putMetadata("key" + (19 - i), "" + (19 - i));
    }
    assertThat(ProtoJson.write(forwards)).isEqualTo(ProtoJson.write(backwards));
  }

  @Test
  void curvesMayShowWhatIsNotANumber() {
    MetricPoint point = MetricPoint.newBuilder().setName("loss").setValue(Double.NaN).build();
    assertThat(ProtoJson.read(ProtoJson.write(point), point, "here").getValue()).isNaN();
  }

  @Test
  void fieldsOfANewerVersionArePassedOver() {
    byte[] json = "{\"type\": \"MODEL\", \"madeOf\": {\"x\": 1}}".getBytes(StandardCharsets.UTF_8);
    assertThat(ProtoJson.read(json, ArtifactManifest.getDefaultInstance(), "here").getType())
        .isEqualTo(ArtifactType.MODEL);
  }

  @Test
  void whatIsNoSuchMessageIsRefusedWithItsPlace(@TempDir Path folder) {
    ArtifactStore store = ArtifactStores.open(folder);
    store.replace("a/manifest.json", "{\"files\": 3".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(
            () -> ProtoJson.read(store, "a/manifest.json", ArtifactManifest.getDefaultInstance()))
        .isInstanceOf(DamagedObjectException.class)
        .hasMessageContaining(store.root() + "/a/manifest.json is not a ArtifactManifest in JSON");
    assertThat(ProtoJson.read(store, "b", ArtifactManifest.getDefaultInstance())).isEmpty();
  }
}

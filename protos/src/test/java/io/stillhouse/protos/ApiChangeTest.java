package io.stillhouse.protos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Breaks the real descriptors in every way that must be noticed. */
class ApiChangeTest {
  private FileDescriptorSet released;

  @BeforeEach
  void readDescriptors() throws IOException {
    released = CompiledProtos.read();
  }

  @Test
  void nothingChangedMeansNoChange() {
    ApiChange change = changeOf(message -> {}, type -> {});
    assertThat(change.breaking()).isEmpty();
    assertThat(change.additions()).isEmpty();
  }

  @Test
  void theTextFormKeepsEverything() {
    ApiSurface surface = ApiSurface.of(released, "stillhouse.v1");
    assertThat(ApiSurface.parse(surface.text())).isEqualTo(surface);
    assertThat(surface.text())
        .contains(
            "message stillhouse.v1.StepResult\n  1 run: string\n",
            "  4 outputs: map<string, stillhouse.v1.ArtifactReference>\n",
            "  4 exit_code: optional int32\n",
            "  3 metric: stillhouse.v1.MetricPoint in event\n",
            "  8 component_uris: repeated string\n",
            "enum stillhouse.v1.State\n  0 STATE_UNSPECIFIED\n");
  }

  @Test
  void aFieldThatIsGoneBreaks() {
    assertBreaks(
        message -> message.removeField(2),
        "message stillhouse.v1.ArtifactReference: 3 'digest: string' is gone");
  }

  @Test
  void aFieldWithAnotherNumberBreaks() {
    assertBreaks(
        message -> message.getFieldBuilder(2).setNumber(4),
        "message stillhouse.v1.ArtifactReference: 3 'digest: string' is gone");
  }

  @Test
  void aFieldWithAnotherTypeBreaks() {
    assertBreaks(
        message -> message.getFieldBuilder(2).setType(FieldDescriptorProto.Type.TYPE_BYTES),
        "message stillhouse.v1.ArtifactReference: 3 was 'digest: string' and is 'digest: bytes'");
  }

  @Test
  void aFieldOfAnotherMessageTypeBreaks() {
    assertBreaks(
        message -> message.getFieldBuilder(0).setTypeName(".stillhouse.v1.State"),
        "message stillhouse.v1.ArtifactReference: 1 was 'type: stillhouse.v1.ArtifactType'"
            + " and is 'type: stillhouse.v1.State'");
  }

  @Test
  void aFieldThatBecomesAListBreaks() {
    assertBreaks(
        message -> message.getFieldBuilder(1).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED),
        "message stillhouse.v1.ArtifactReference: 2 was 'path: string'"
            + " and is 'path: repeated string'");
  }

  @Test
  void aFieldWithAnotherNameBreaksBecauseJsonUsesIt() {
    assertBreaks(
        message -> message.getFieldBuilder(1).setName("folder").setJsonName("folder"),
        "message stillhouse.v1.ArtifactReference: 2 was 'path: string' and is 'folder: string'");
  }

  @Test
  void aFieldWithAnotherNameInJsonBreaks() {
    assertBreaks(
        message -> message.getFieldBuilder(1).setJsonName("folder"),
        "message stillhouse.v1.ArtifactReference: 2 was 'path: string'"
            + " and is 'path: string as folder'");
  }

  @Test
  void aFieldThatMovesIntoAOneofBreaks() {
    assertBreaks(
        message -> {
          message.addOneofDeclBuilder().setName("place");
          message.getFieldBuilder(1).setOneofIndex(0);
        },
        "message stillhouse.v1.ArtifactReference: 2 was 'path: string'"
            + " and is 'path: string in place'");
  }

  @Test
  void aMessageWithAnotherNameBreaks() {
    ApiChange change = changeOf(message -> message.setName("ArtifactLink"), type -> {});
    assertThat(change.breaking()).contains("message stillhouse.v1.ArtifactReference is gone");
    assertThat(change.additions()).contains("message stillhouse.v1.ArtifactLink");
  }

  @Test
  void anEnumValueThatIsGoneOrHasAnotherNameBreaks() {
    assertThat(changeOf(message -> {}, type -> type.removeValue(5)).breaking())
        .containsExactly("enum stillhouse.v1.ArtifactType: 5 'REPORT' is gone");
    assertThat(changeOf(message -> {}, type -> type.getValueBuilder(5).setName("PAGE")).breaking())
        .containsExactly("enum stillhouse.v1.ArtifactType: 5 was 'REPORT' and is 'PAGE'");
  }

  @Test
  void whatIsNewBreaksNobody() {
    ApiChange change =
        changeOf(
            message ->
                message.addField(
                    FieldDescriptorProto.newBuilder()
                        .setName("media_type")
                        .setJsonName("mediaType")
                        .setNumber(9)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING)),
            type ->
                type.addValue(EnumValueDescriptorProto.newBuilder().setName("NEW").setNumber(6)));
    assertThat(change.breaking()).isEmpty();
    assertThat(change.additions())
        .containsExactly(
            "enum stillhouse.v1.ArtifactType: 6 'NEW'",
            "message stillhouse.v1.ArtifactReference: 9 'media_type: string'");
  }

  private void assertBreaks(Consumer<DescriptorProto.Builder> breakage, String message) {
    assertThat(changeOf(breakage, type -> {}).breaking()).containsExactly(message);
  }

  /** Changes ArtifactReference and ArtifactType. */
  private ApiChange changeOf(
      Consumer<DescriptorProto.Builder> messageChange,
      Consumer<EnumDescriptorProto.Builder> enumChange) {
    FileDescriptorSet.Builder changed = released.toBuilder();
    for (FileDescriptorProto.Builder file : changed.getFileBuilderList()) {
      file.getMessageTypeBuilderList().stream()
          .filter(message -> message.getName().equals("ArtifactReference"))
          .forEach(messageChange);
      file.getEnumTypeBuilderList().stream()
          .filter(type -> type.getName().equals("ArtifactType"))
          .forEach(enumChange);
    }
    return ApiChange.between(
        ApiSurface.of(released, "stillhouse.v1"), ApiSurface.of(changed.build(), "stillhouse.v1"));
  }
}

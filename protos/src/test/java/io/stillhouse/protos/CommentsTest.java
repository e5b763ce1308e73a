package io.stillhouse.protos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommentsTest {

  @Test
  void everyMessageFieldEnumAndValueSaysWhatItMeans() throws IOException {
    Comments.Finding finding = Comments.in(CompiledProtos.read(), "stillhouse.v1");
    assertThat(finding.seen()).isGreaterThan(150);
    assertThat(finding.missing()).as("without a comment in the .proto file").isEmpty();
  }

  @Test
  void eachCommentThatIsTakenAwayIsMissed() throws IOException {
    assertMissing(List.of(4, 0), "stillhouse.v1.ArtifactReference");
    assertMissing(List.of(4, 0, 2, 2), "stillhouse.v1.ArtifactReference.digest");
    assertMissing(List.of(5, 0), "stillhouse.v1.ArtifactType");
    assertMissing(List.of(5, 0, 2, 4), "stillhouse.v1.ArtifactType.METRICS");
  }

  private static void assertMissing(List<Integer> path, String name) throws IOException {
    FileDescriptorSet.Builder files = CompiledProtos.read().toBuilder();
    for (FileDescriptorProto.Builder file : files.getFileBuilderList()) {
      if (file.getName().endsWith("v1/artifact.proto")) {
        for (Location.Builder location : file.getSourceCodeInfoBuilder().getLocationBuilderList()) {
          if (location.getPathList().equals(path)) {
            location.clearLeadingComments().clearTrailingComments();
          }
        }
      }
    }
    assertThat(Comments.in(files.build(), "stillhouse.v1").missing()).containsExactly(name);
  }
}

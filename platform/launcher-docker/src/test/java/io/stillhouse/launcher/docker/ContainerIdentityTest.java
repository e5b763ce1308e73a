package io.stillhouse.launcher.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.launch.AttemptName;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ContainerIdentityTest {
  private static final URI STORE = URI.create("gs://bucket/prefix");

  private static final AttemptName ATTEMPT =
      AttemptName.ofFolder("digits/20260101-000000-abcdef/teacher-resnet20/2");

  @Test
  void theNameIsReadableAndFollowsFromStoreAndAttempt() {
    assertThat(ContainerIdentity.name(STORE, ATTEMPT))
        .matches("stillhouse-digits-teacher-resnet20-2-[0-9a-f]{16}")
        .isEqualTo(ContainerIdentity.name(STORE, AttemptName.ofFolder(ATTEMPT.toString())));
  }

  @Test
  void anotherStoreRunOrAttemptHasAnotherName() {
    assertThat(
            new String[] {
              ContainerIdentity.name(STORE, ATTEMPT),
              ContainerIdentity.name(URI.create("gs://bucket/other"), ATTEMPT),
              ContainerIdentity.name(
                  STORE, AttemptName.ofFolder("digits/20260101-000000-abcdeg/teacher-resnet20/2")),
              ContainerIdentity.name(
                  STORE, AttemptName.ofFolder("digits/20260101-000000-abcdef/teacher-resnet20/3"))
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void longNamesAreCutWhereTheyAreOnlyForReaders() {
    String step = "a".repeat(63);
    AttemptName attempt =
        AttemptName.ofFolder("b".repeat(63) + "/20260101-000000-abcdef/" + step + "/999");

    assertThat(ContainerIdentity.name(STORE, attempt)).hasSizeLessThan(128);
  }
}

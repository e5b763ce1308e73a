package io.stillhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.v1.PipelineServiceGrpc;
import io.stillhouse.v1.RunServiceGrpc;
import org.junit.jupiter.api.Test;

class MethodScopesTest {
  @Test
  void whatHttpGetsOnlyReads() {
    assertThat(MethodScopes.needed(RunServiceGrpc.getListRunsMethod())).isEqualTo(Scope.READ);
    assertThat(MethodScopes.needed(RunServiceGrpc.getCompareRunsMethod())).isEqualTo(Scope.READ);
  }

  @Test
  void runsAreCreatedByThoseWhoMayLaunchAndDeletedByAdministrators() {
    assertThat(MethodScopes.needed(RunServiceGrpc.getCreateRunMethod())).isEqualTo(Scope.LAUNCH);
    assertThat(MethodScopes.needed(PipelineServiceGrpc.getPlanDefinitionMethod()))
        .isEqualTo(Scope.LAUNCH);
    assertThat(MethodScopes.needed(RunServiceGrpc.getDeleteRunMethod())).isEqualTo(Scope.ADMIN);
  }

  @Test
  void aChangingMethodOfWhichNobodyThoughtIsForAdministrators() {
    assertThat(
            MethodScopes.needed(
                RunServiceGrpc.getCreateRunMethod().toBuilder()
                    .setFullMethodName("stillhouse.v1.RunService/PurgeRuns")
                    .build()))
        .isEqualTo(Scope.ADMIN);
  }
}

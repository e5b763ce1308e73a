package io.stillhouse.release.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.release.promotion.Promotions.Decision;
import io.stillhouse.release.promotion.Promotions.Numbered;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionsTest {
  private static final Alias CHAMPION = new Alias("digits", "champion");
  private static final RunLayout A = new RunLayout("digits", "a");
  private static final RunLayout B = new RunLayout("digits", "b");
  private static final RunLayout C = new RunLayout("digits", "c");
  private static final Decision BETTER =
      new Decision("ada on desk", "it is better", Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir private Path folder;
  private Promotions promotions;

  @BeforeEach
  void open() {
    promotions = new Promotions(ArtifactStores.open(folder));
  }

  @Test
  void theLastPromotionCountsAndTheOthersAreHistory() {
    assertThat(promotions.current(CHAMPION)).isEmpty();

    promotions.promote(CHAMPION, A, BETTER);
    Numbered second = promotions.promote(CHAMPION, B, BETTER);

    assertThat(promotions.current(CHAMPION)).contains(second);
    assertThat(second.run()).isEqualTo(B);
    assertThat(second.promotion().getActor()).isEqualTo("ada on desk");
    assertThat(promotions.history(CHAMPION)).extracting(Numbered::run).containsExactly(A, B);
  }

  @Test
  void aliasesOfAnExperimentAndOfOthersDoNotDisturbEachOther() {
    promotions.promote(CHAMPION, A, BETTER);
    promotions.promote(new Alias("digits", "candidate"), B, BETTER);
    promotions.promote(new Alias("digits-2", "champion"), C, BETTER);

    assertThat(promotions.current(CHAMPION).orElseThrow().run()).isEqualTo(A);
    assertThat(promotions.aliases("digits"))
        .extracting(Alias::name)
        .containsExactly("candidate", "champion");
  }

  @Test
  void rollingBackGoesBackOneBearerEachTime() {
    promote(A, B, C);

    assertThat(rollBack()).isEqualTo(B);
    assertThat(rollBack()).isEqualTo(A);
    assertThatThrownBy(this::rollBack).isInstanceOf(NothingToRestoreException.class);
    assertThat(promotions.current(CHAMPION).orElseThrow().run()).isEqualTo(A);
  }

  @Test
  void afterARollbackAndAnotherPromotionTheRunBetweenIsRestored() {
    promote(A, B, C);
    rollBack();
    rollBack();
    promotions.promote(CHAMPION, C, BETTER);

    assertThat(rollBack()).isEqualTo(A);
  }

  @Test
  void promotingTheSameRunAgainIsNoStepBack() {
    promote(A, B, B);

    assertThat(rollBack()).isEqualTo(A);
  }

  @Test
  void theBearerAndTheOneBeforeAreKept() {
    promote(A, B, C);

    assertThat(promotions.keptRuns()).containsExactlyInAnyOrder(B, C);
    rollBack();
    assertThat(promotions.keptRuns()).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void ofPromotionsAtTheSameTimeEachOneIsKeptOrRefusedNeverLost() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CyclicBarrier together = new CyclicBarrier(4);
    List<Future<Boolean>> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RunLayout run = new RunLayout("digits", "run-" + i);
      Callable<Boolean> promotion =
          () -> {
            together.await();
            try {
              promotions.promote(CHAMPION, run, BETTER);
              return true;
            } catch (PromotionConflictException e) {
              return false;
            }
          };
      results.add(threads.submit(promotion));
    }
    int promoted = 0;
    for (Future<Boolean> result : results) {
      promoted += result.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(promotions.history(CHAMPION)).hasSize(promoted).isNotEmpty();
    assertThat(promotions.history(CHAMPION)).extracting(Numbered::run).doesNotHaveDuplicates();
  }

  @Test
  void aNameThatIsNoDnsLabelIsRefused() {
    assertThatThrownBy(() -> new Alias("digits", "../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the alias '../x' is no DNS label");
  }

  @Test
  void whoeverLookedBeforeSomebodyElseDecidedIsToldSo() {
    promotions.promoteAfter(0, CHAMPION, A, BETTER);
    assertThatThrownBy(() -> promotions.promoteAfter(0, CHAMPION, B, BETTER))
        .isInstanceOf(PromotionConflictException.class)
        .hasMessageContaining(A.name());
    promotions.promoteAfter(1, CHAMPION, B, BETTER);
    assertThatThrownBy(() -> promotions.rollBackAfter(1, CHAMPION, BETTER))
        .isInstanceOf(PromotionConflictException.class);
    assertThat(promotions.rollBackAfter(2, CHAMPION, BETTER).run()).isEqualTo(A);
    assertThat(Promotions.previous(promotions.history(CHAMPION))).isEmpty();
  }

  private void promote(RunLayout... runs) {
    for (RunLayout run : runs) {
      promotions.promote(CHAMPION, run, BETTER);
    }
  }

  private RunLayout rollBack() {
    return promotions.rollBack(CHAMPION, BETTER).run();
  }
}

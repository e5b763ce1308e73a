package io.stillhouse.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlinkSettingsTest {

  @Test
  void onlyTheMasterMustBeSaid() {
    FlinkSettings settings = FlinkSettings.of(Map.of("master", "session.flink.svc:8081"));

    assertThat(settings)
        .isEqualTo(new FlinkSettings("session.flink.svc", 8081, 10, Duration.ofMinutes(10)));
    assertThat(settings.endpoint()).hasToString("http://session.flink.svc:8081/");
    assertThat(FlinkSettings.of(Map.of("master", "[::1]:8081")).endpoint())
        .hasToString("http://[::1]:8081/");
  }

  @Test
  void everythingElseMaySayMoreOrLessPatience() {
    assertThat(FlinkSettings.of(Map.of("master", "a:1", "resubmits", "0", "patience", "1h30m")))
        .isEqualTo(new FlinkSettings("a", 1, 0, Duration.ofMinutes(90)));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FlinkSettings.of(
                    Map.of("masters", "x", "resubmits", "-1", "patience", "long", "colour", "red")))
        .withMessage(
            """
            there is no setting 'colour'; there are master, stepMaster, resubmits, patience
            there is no setting 'masters'; did you mean master
            setting 'master' is missing: host:port of the JobManager's REST endpoint, such as \
            localhost:8081
            setting 'resubmits' is '-1', it must be a number, 0 to 9999
            setting 'patience' is 'long', it must be a duration above zero with its unit: 500ms, \
            90s, 30m, 1h30m, 2d""");
  }

  @Test
  void aMasterIsAHostAndAPort() {
    for (String wrong :
        new String[] {"localhost", "localhost:0", "localhost:70000", "http://a:1"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FlinkSettings.of(Map.of("master", wrong)))
          .withMessageContaining("setting 'master' is '" + wrong + "'");
    }
  }
}

package io.stillhouse.runstore.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "stat = FAILED | 1 | there is no column 'stat' | state",
        "pipeline = x AND experimnt = y | 18 | there is no column 'experimnt' | experiment",
        "metric.student.accuracy > 0.9 | 1 | there is no column 'metric.student.accuracy' |"
            + " metrics.student.accuracy",
        "state = FALED | 9 | 'FALED' is not a state: PENDING, RUNNING, SUCCEEDED, FAILED,"
            + " CANCELING, CANCELED | FAILED",
        "steps.train.state = SKIPED | 21 | 'SKIPED' is not a state: PENDING, RUNNING, SUCCEEDED,"
            + " SKIPPED, FAILED, CANCELING, CANCELED | SKIPPED",
        "state == FAILED | 7 | '==' is no comparison | =",
        "state ! FAILED | 7 | '!' is no comparison | !=",
        "metrics.loss : 3 | 16 | '3' cannot be had by a number; it can be compared | =",
        "pipeline = a and state = FAILED | 14 | 'and' is written in capitals | AND",
        "interrupted = tru | 15 | 'tru' is neither true nor false | true",
        "labels.team | 1 | 'labels.team' is compared with nothing | labels.team:*",
      })
  void anErrorNamesItsPlaceAndWhatWasProbablyMeant(
      String filter, int position, String problem, String suggestion) {
    assertThatThrownBy(() -> RunFilter.parse(filter))
        .isInstanceOfSatisfying(
            FilterException.class,
            e -> {
              assertThat(e.position()).isEqualTo(position);
              assertThat(e.problem()).isEqualTo(problem);
              assertThat(e.suggestion()).contains(suggestion);
              assertThat(e)
                  .hasMessage(
                      "filter:" + position + ": " + problem + "; did you mean " + suggestion + "?");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "state = | 8 | a value is missing at the end",
        "= FAILED | 1 | a name is missing before '='",
        "(state = FAILED | 1 | this parenthesis is not closed",
        "state = FAILED) | 15 | ')' is one too many here",
        "pipeline = \"x | 12 | this quote is not closed",
        "AND state = FAILED | 1 | something is missing before AND",
        "state = FAILED OR | 18 | something is missing at the end",
        "metrics.loss > much | 16 | 'much' is not a number",
        "create_time > yesterday | 15 | 'yesterday' is not a time such as 2026-01-31 or"
            + " 2026-01-31T23:59:00Z",
        "duration > long | 12 | 'long' is not a duration such as 90s, 1h30m or a number of seconds",
        "pipeline > x | 12 | 'x' cannot be held against this with >, only with = and !=",
        "metrics = 3 | 1 | 'metrics' needs a name: metrics.NAME",
        "metrics. = 3 | 9 | a name is missing before ' '",
        "steps.train.attempts = 3 | 1 | of a step there are steps.train.state and"
            + " steps.train.metrics.NAME",
        "pipeline = a*b*c*d*e*f*g | 12 | 'a*b*c*d*e*f*g' has more than five '*'",
      })
  void anErrorNamesItsPlace(String filter, int position, String problem) {
    assertThatThrownBy(() -> RunFilter.parse(filter))
        .hasMessage("filter:" + position + ": " + problem);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    assertThatThrownBy(() -> RunFilter.parse("x".repeat(4001)))
        .hasMessageContaining("longer than 4000 characters");
    assertThatThrownBy(() -> RunFilter.parse("(".repeat(100) + "a" + ")".repeat(100)))
        .hasMessageContaining("nested deeper than 20");
    assertThatThrownBy(() -> RunFilter.parse("-".repeat(4000)))
        .hasMessageContaining("nested deeper than 20");
    assertThatThrownBy(() -> RunFilter.parse("a ".repeat(101)))
        .hasMessageContaining("more than 100 restrictions");
  }

  @Test
  void anOrderNamesItsProblemToo() {
    assertThatThrownBy(() -> RunOrder.parse("metrics.loss desc, creat_time"))
        .hasMessage("order_by:20: there is no column 'creat_time'; did you mean create_time?");
    assertThatThrownBy(() -> RunOrder.parse("create_time down"))
        .hasMessage("order_by:13: after a column come asc, desc or a comma");
    assertThatThrownBy(() -> RunOrder.parse("run,"))
        .hasMessage("order_by:5: a column is missing at the end");
    assertThatThrownBy(() -> RunOrder.parse("run, run, run, run, run, run"))
        .hasMessage("order_by:26: at most 5 columns");
    assertThatThrownBy(() -> RunColumns.parse(List.of("metrics.loss", "params.x")))
        .hasMessageStartingWith("columns:1: there is no column 'params.x'");
  }
}

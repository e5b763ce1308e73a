package io.stillhouse.server.trigger.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerParserTest {
  private static final String WHOLE =
      """
      apiVersion: stillhouse.io/v1
      kind: Trigger
      metadata: {name: on-push, description: Trains what was pushed.}
      pipeline: quickstart
      version: 3
      experiment: ci
      parameters: {epochs: 3, seeds: [1, 2], name: main}
      parametersFrom:
        commit: /after
        source: {pointer: /message/attributes/objectId, prefix: 'gs://bucket/'}
      labels: {team: vision}
      labelsFrom: {commit: /after}
      concurrency: replace
      schedule: {cron: '30 2 * * 1-5', timeZone: Europe/Zurich, missed: skip}
      webhook:
        from: github
        secret: {environment: STILLHOUSE_WEBHOOK_GITHUB}
        events: [push]
        when: [{pointer: /ref, equals: refs/heads/main}, {pointer: /path, prefix: a, suffix: z}]
      """;

  private static Checked<TriggerDefinition> parse(String text) {
    return new TriggerParser().parse(new SourceText("t.yaml", text));
  }

  private static List<String> problems(String text) {
    return parse(text).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void everythingThatCanBeSaidIsRead() {
    TriggerDefinition trigger = parse(WHOLE).orElseThrow();

    assertThat(trigger.name()).isEqualTo("on-push");
    assertThat(trigger.version()).contains(3);
    assertThat(trigger.parameters())
        .isEqualTo(Map.of("epochs", "3", "seeds", "[1,2]", "name", "main"));
    assertThat(trigger.payloadParameters().get("source"))
        .extracting(PayloadValue::prefix)
        .isEqualTo("gs://bucket/");
    assertThat(trigger.concurrency()).isEqualTo(Concurrency.REPLACE);
    assertThat(trigger.schedule().orElseThrow().missed()).isEqualTo(MissedTimes.SKIP);
    assertThat(trigger.schedule().orElseThrow().times()).hasToString("30 2 * * 1-5 Europe/Zurich");
    Webhook webhook = trigger.webhook().orElseThrow();
    assertThat(webhook.sender()).isEqualTo(Sender.GITHUB);
    assertThat(webhook.secret())
        .contains(
            new SecretReference(SecretReference.Place.ENVIRONMENT, "STILLHOUSE_WEBHOOK_GITHUB"));
    assertThat(webhook.tolerance()).isEqualTo(Duration.ofMinutes(5));
    assertThat(webhook.conditions().get(0).holds("refs/heads/main")).isTrue();
    assertThat(webhook.conditions().get(0).holds("refs/heads/maintenance")).isFalse();
    assertThat(webhook.conditions().get(1).holds("abz")).isTrue();
    assertThat(webhook.conditions().get(1).holds("ab")).isFalse();
  }

  @Test
  void everyProblemIsToldAtItsPlace() {
    assertThat(
            problems(
                """
                apiVersion: stillhouse.io/v1
                kind: Trigger
                metadata: {name: Nightly}
                pipeline: quickstart
                concurency: queue
                labelsFrom: {x: after}
                schedule: {cron: '0 25 * * *', timeZone: Europe/Zurch}
                """))
        .containsExactly(
            "t.yaml:3:18 metadata.name: is the string \"Nightly\", it must be 1 to 63 lower-case letters, digits"
                + " and, between them, '-'",
            "t.yaml:5:1 concurency: a trigger has no key 'concurency'; did you mean concurrency",
            "t.yaml:6:13 labelsFrom: there is no webhook whose payload could say that",
            "t.yaml:6:17 labelsFrom.x: is 'after', it must be a JSON pointer of at most 1024"
                + " characters, such as /head_commit/id",
            "t.yaml:7:42 schedule.timeZone: there is no time zone 'Europe/Zurch'; did you mean"
                + " Europe/Zurich");
    assertThat(problems(WHOLE.replace("30 2 * * 1-5", "0 25 * * *")))
        .singleElement()
        .asString()
        .startsWith("t.yaml:14:18 schedule.cron: '0 25 * * *' is no schedule: ");
  }

  @Test
  void whatWouldMeanNothingIsRefused() {
    assertThat(problems(WHOLE.replace("concurrency: replace", "concurrency: skip\nmaxQueued: 5")))
        .containsExactly(
            "t.yaml:14:12 maxQueued: is for concurrency queue only: nothing else waits");
  }

  @Test
  void aTriggerThatNothingStartsIsRefused() {
    assertThat(
            problems(
                "apiVersion: stillhouse.io/v1\nkind: Trigger\nmetadata: {name: a}\npipeline: p\n"))
        .containsExactly(
            "t.yaml:1:1: a trigger needs the key 'schedule' or the key 'webhook': nothing would"
                + " start it");
  }

  @Test
  void aWebhookHasWhatItsSenderNeeds() {
    String start =
        "apiVersion: stillhouse.io/v1\nkind: Trigger\nmetadata: {name: a}\npipeline: p\nwebhook: ";
    assertThat(problems(start + "{from: github}\n"))
        .containsExactly("t.yaml:5:10 webhook: a webhook from this sender needs the key 'secret'");
    assertThat(problems(start + "{from: pubsub, secret: {file: /x}}\n"))
        .anyMatch(problem -> problem.contains("needs the key 'audience'"))
        .anyMatch(problem -> problem.contains("needs the key 'serviceAccount'"))
        .anyMatch(problem -> problem.contains("webhook.secret: has no meaning"));
    assertThat(problems(start + "{from: github, secret: {environment: HOME}}\n"))
        .singleElement()
        .asString()
        .contains("must begin with STILLHOUSE_WEBHOOK_");
    assertThat(problems(start + "{from: gitlab, secret: {file: secret}}\n"))
        .singleElement()
        .asString()
        .contains("must be an absolute path");
    assertThat(problems(start + "{from: standard, secret: {file: /x, environment: A}}\n"))
        .singleElement()
        .asString()
        .contains("in a file or in an environment variable");
    assertThat(problems(start + "{from: gitlab, secret: {file: /x}, tolerance: 1m}\n"))
        .singleElement()
        .asString()
        .contains("no other sender signs a time");
  }
}

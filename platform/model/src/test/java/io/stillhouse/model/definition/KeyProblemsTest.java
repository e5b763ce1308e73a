package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Unknown, missing and misplaced keys, values of the wrong type, names. */
class KeyProblemsTest extends OneMistakeTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "component: dataset-prep",
            "component: datset-prep",
            "28:16 steps[dataset].component: there is no component 'datset-prep'; did you mean"
                + " dataset-prep"),
        mistake(
            "    component: evaluation\n",
            "",
            "51:5 steps[evaluate]: a step needs the key 'component'"),
        mistake(
            "timeout: 30m",
            "timeuot: 30m",
            "18:3 defaults.timeuot: defaults has no key 'timeuot'; did you mean timeout"),
        mistake(
            "timeout: 30m",
            "timeout: 30",
            "18:12 defaults.timeout: is the integer 30, it must be a duration above zero with its"
                + " unit: 500ms, 90s, 30m, 1h30m, 2d"),
        mistake(
            "timeout: 30m",
            "timeout: 0s",
            "18:12 defaults.timeout: is the string \"0s\", it must be a duration above zero with"
                + " its unit: 500ms, 90s, 30m, 1h30m, 2d"),
        mistake(
            "cache: true",
            "cache: \"true\"",
            "24:10 defaults.cache: is the string \"true\", it must be true or false, without"
                + " quotes"),
        mistake(
            "team: vision",
            "team: 3",
            "7:18 metadata.labels.team: is the integer 3, it must be a string: put it in quotes"),
        mistake(
            "kind: Pipeline",
            "kind: Component",
            "2:7 kind: is the string \"Component\", it must be Pipeline"),
        mistake(
            "minimum: 0, description: Seed of everything random.",
            "minimum: 0, description: Seed, of everything random.",
            "9:68 parameters.seed.of everything random.: a parameter has no key 'of everything"
                + " random.': inside { } put a text with a comma in quotes"),
        mistake("apiVersion: stillhouse.io/v1\n", "", "1:1: a pipeline needs the key 'apiVersion'"),
        mistake(
            "steps:",
            "stps:",
            "1:1: a pipeline needs the key 'steps'",
            "26:1 stps: a pipeline has no key 'stps'; did you mean steps"),
        mistake(
            "initial: 1s, factor: 2",
            "initial: 2m, factor: 0.5",
            "19:109 defaults.retry.backoff.factor: is the number 0.5, it must be 1 to 100",
            "19:123 defaults.retry.backoff.maximum: the longest wait is shorter than the initial"
                + " one"),
        mistake(
            "infrastructure: 3",
            "infrastructure: 101",
            "19:43 defaults.retry.infrastructure: is the integer 101, it must be 0 to 100"),
        mistake(
            "infrastructure: 3",
            "nodeLoss: -1, evicton: 2",
            "19:37 defaults.retry.nodeLoss: is the integer -1, it must be 0 to 100",
            "19:41 defaults.retry.evicton: retry has no key 'evicton'; did you mean eviction"),
        mistake(
            "tolerations: []",
            "tolerations: [{value: x}]",
            "22:17 defaults.tolerations[0]: a toleration without a key needs the operator Exists"),
        mistake(
            "environment: {}",
            "environment: {STILLHOUSE_TASK: x, A: \"${parameters.seed}\"}",
            "25:17 defaults.environment.STILLHOUSE_TASK: names that begin with STILLHOUSE_ belong"
                + " to Stillhouse",
            "25:37 defaults.environment.A: warning: expressions are not replaced in environment"
                + " variables; the text is passed as it stands"),
        mistake(
            "- name: evaluate",
            "- name: finetune",
            "51:11 steps[finetune].name: a step in line 45 is called 'finetune' already"),
        mistake(
            "- name: evaluate",
            "- name: Evaluate_All",
            "51:11 steps[Evaluate_All].name: is the string \"Evaluate_All\", it must be 1 to 63"
                + " lower-case letters, digits and, between them, '-'"),
        mistake(
            "- name: evaluate",
            "- name: cancel",
            "51:11 steps[cancel].name: the store uses the name 'cancel' itself: choose another"),
        mistake(
            "- name: evaluate",
            "- name: teacher-vgg8",
            "51:11 steps[teacher-vgg8].name: a step would be called 'teacher-vgg8', as one of step"
                + " 'teacher': rename one"));
  }
}

package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Affinity, priority, secrets, annotations. */
class SchedulingProblemsTest extends OneMistakeTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "tolerations: []",
            "affinity: {nodeAfinity: {}}",
            "22:14 defaults.affinity.nodeAfinity: affinity has no key 'nodeAfinity'; did you mean"
                + " nodeAffinity"),
        mistake(
            "tolerations: []",
            "affinity: {podAffinity: [1]}",
            "22:27 defaults.affinity.podAffinity: is a list, it must be a map, as Kubernetes has"
                + " it"),
        mistake(
            "tolerations: []",
            "preemptionPolicy: Nevr",
            "22:21 defaults.preemptionPolicy: is the string \"Nevr\", it must be one of"
                + " PreemptLowerPriority, Never; did you mean Never"),
        mistake(
            "tolerations: []",
            "secrets: {TOKEN: {secret: tracking}}",
            "22:20 defaults.secrets.TOKEN: a secret needs the key 'key'"),
        mistake(
            "tolerations: []",
            "secrets: {STILLHOUSE_TASK: {secret: tracking, key: a/b}}",
            "22:13 defaults.secrets.STILLHOUSE_TASK: names that begin with STILLHOUSE_ belong to"
                + " Stillhouse",
            "22:54 defaults.secrets.STILLHOUSE_TASK.key: is the string \"a/b\", it must be letters,"
                + " digits, '-', '_' and '.'"),
        mistake(
            "environment: {}",
            "environment: {TOKEN: x}\n  secrets: {TOKEN: {secret: tracking, key: token}}",
            "26:13 defaults.secrets.TOKEN: the variable has a value in 'environment' as well"),
        mistake(
            "tolerations: []",
            "annotations: {a b: x}",
            "22:17 defaults.annotations.a b: the name 'a b' must be a Kubernetes label name:"
                + " letters, digits, '-', '_', '.', at most 63, possibly after a domain and '/'"),
        mistake(
            "tolerations: []",
            "spot: yes",
            "22:9 defaults.spot: is the string \"yes\", it must be true or false, without quotes"));
  }
}

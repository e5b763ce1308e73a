package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Text that is not YAML, or not the YAML that a definition may use. */
class SyntaxProblemsTest extends OneMistakeTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            SEED,
            "seed: {{ parameters.seed }}",
            "32:13: {{ }} is not an expression here: write ${...}, such as ${parameters.seed}"),
        mistake(
            SEED,
            "seed: \"{{ parameters.seed }}\"",
            "32:14 steps[dataset].parameters.seed: {{ }} is not an expression here: write ${...},"
                + " such as ${parameters.seed}"),
        mistake(
            SEED,
            SEED + "\n      x: &a 1",
            "33:7 steps[dataset].parameters.x: component 'dataset-prep' has no parameter 'x'"
                + " (there is format, source, seed, limit)",
            "33:10: the anchor &a is not allowed: remove it"),
        mistake(SEED, "seed: *a", "32:13: the alias *a is not allowed: write the value out"),
        mistake(
            "timeout: 30m", "timeout: !!str 30m", "18:12: the tag !!str is not allowed: remove it"),
        mistake(
            "timeout: 30m",
            "timeout: !!java.io.File [/etc/passwd]",
            "18:12: the tag !!java.io.File is not allowed: remove it",
            "18:12 defaults.timeout: is a list, it must be a duration above zero with its unit:"
                + " 500ms, 90s, 30m, 1h30m, 2d"),
        mistake(
            "timeout: 30m",
            "timeout: 30m\n  timeout: 31m",
            "19:3: the key 'timeout' is in line 18 already"),
        mistake(
            "epochs: \"${parameters.epochs}\"",
            "epochs: ${parameters.epochs}",
            "36:65: this is not YAML: a ',' or the closing '}' is missing; inside { } or [ ] put"
                + " an expression in quotes: \"${...}\""),
        mistake(
            "limits: {cpu: 2, memory: 8Gi}",
            "limits: {cpu: 2, memory: 8Gi",
            "17:9: this is not YAML: a ',' or the closing '}' is missing"),
        mistake(
            "- name: dataset\n",
            "- name: dataset\n   x: y\n",
            "28:4: this is not YAML: the indentation does not fit to what stands above"),
        mistake(
            "  timeout: 30m",
            "\ttimeout: 30m",
            "18:1: this is not YAML: a tab cannot indent YAML: use spaces"),
        mistake(
            "    component: evaluation\n",
            "    component: evaluation\n---\na: b\n",
            "51:5 steps[evaluate]: component 'evaluation' needs the input 'dataset', a Dataset",
            "51:5 steps[evaluate]: component 'evaluation' needs the input 'student', a Model",
            "53:1: a second document begins here: put it into a file of its own"));
  }
}

package io.stillhouse.model.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts one mistake at a time into a valid definition, and expects exactly its problems. */
class DefinitionProblemsTest {
  private static final String SEED = "seed: ${parameters.seed}";
  private static final String TEACHER = "teacher: ${steps.teacher[item].outputs.model}";
  private static final String SECOND_ITEM = "- {name: vgg8, architecture: vgg8}";
  private static final String EPOCHS = "epochs: {type: integer, default: 3,";
  private static final String CONDITION = "when: parameters.epochs > 0 &&";
  private static final String UNUSED_SEED =
      "9:3 parameters.seed: warning: nothing uses the parameter 'seed': remove it, or use it as"
          + " ${parameters.seed}";

  private static Checked<Plan> plan(String text) {
    return new Planner()
        .plan(new SourceText("q.yaml", text), Fixtures.catalog(), OverrideTexts.NONE);
  }

  private static String quickstart() {
    return Fixtures.text("valid/quickstart.yaml").content();
  }

  private static Arguments mistake(String right, String wrong, String... problems) {
    return arguments(right, wrong, List.of(problems));
  }

  @ParameterizedTest(name = "{index}: {1}")
  @MethodSource({
    "keysAndTypes",
    "syntax",
    "expressions",
    "wiring",
    "names",
    "fanOuts",
    "resources",
    "parameters",
    "conditions"
  })
  void aMistakeIsReportedWhereItIs(String right, String wrong, List<String> expected) {
    String text = quickstart();
    assertThat(text).contains(right);
    assertThat(Fixtures.shown(plan(text.replace(right, wrong)).problems()))
        .containsExactlyElementsOf(expected.stream().map(line -> "q.yaml:" + line).toList());
  }

  static Stream<Arguments> keysAndTypes() {
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
            "tolerations: []",
            "tolerations: [{value: x}]",
            "22:17 defaults.tolerations[0]: a toleration without a key needs the operator Exists"),
        mistake(
            "environment: {}",
            "environment: {STILLHOUSE_TASK: x, A: \"${parameters.seed}\"}",
            "25:17 defaults.environment.STILLHOUSE_TASK: names that begin with STILLHOUSE_ belong"
                + " to Stillhouse",
            "25:37 defaults.environment.A: warning: expressions are not replaced in environment"
                + " variables; the text is passed as it stands"));
  }

  static Stream<Arguments> syntax() {
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

  static Stream<Arguments> expressions() {
    return Stream.of(
        mistake(
            SEED,
            "seed: ${parameters.sed}",
            "32:15 steps[dataset].parameters.seed: the pipeline has no parameter 'sed'; did you"
                + " mean seed"),
        mistake(
            SEED,
            "seed: ${paramters.seed}",
            "32:15 steps[dataset].parameters.seed: there is nothing called 'paramters' here; did"
                + " you mean parameters"),
        mistake(
            SEED,
            "seed: ${parameters.seed",
            "32:30 steps[dataset].parameters.seed: '}' must come at the end of the expression,"
                + " there is the end"),
        mistake(
            SEED,
            "seed: ${parameters}",
            "32:25 steps[dataset].parameters.seed: '.' must come after parameters, there is '}'"),
        mistake(
            SEED,
            "seed: run-${parameters.seed}",
            "32:13 steps[dataset].parameters.seed: is a string, it must be an integer"),
        mistake(
            SEED,
            "seed:",
            "32:12 steps[dataset].parameters.seed: there is no value: give one, or leave the key"
                + " out"),
        mistake(
            SEED,
            "seed: ${item.seed}",
            UNUSED_SEED,
            "32:15 steps[dataset].parameters.seed: there is no item: the step has no forEach, so"
                + " ${item.seed} means nothing"),
        mistake(
            SEED,
            "seed: ${steps.dataset.outputs.dataset}",
            UNUSED_SEED,
            "32:15 steps[dataset].parameters.seed: an output is an artifact: wire it under"
                + " 'inputs', not under 'parameters'"),
        mistake(
            SEED,
            "seed: ${steps.dataset.metrics['x']}",
            "32:13 steps[dataset].parameters.seed: metrics are known only after their step ran:"
                + " only 'when' can ask for them"),
        mistake(
            SEED,
            "seed: ${parameters.teachers}",
            UNUSED_SEED,
            "32:15 steps[dataset].parameters.seed: ${parameters.teachers} is a list, it must be an"
                + " integer"));
  }

  static Stream<Arguments> wiring() {
    return Stream.of(
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[item].outputs.modle}",
            "44:18 steps[soft-labels].inputs.teacher: step 'teacher' (teacher-pretraining) has no"
                + " output 'modle'; did you mean model"),
        mistake(
            TEACHER,
            "teacher: ${steps.dataset.outputs.dataset}",
            "44:18 steps[soft-labels].inputs.teacher: input 'teacher' takes a Model, but"
                + " ${steps.dataset.outputs.dataset} is a Dataset"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher.outputs.model}",
            "44:18 steps[soft-labels].inputs.teacher: step 'teacher' is fanned out: say which of"
                + " its items, teacher[item], teacher[*] or teacher[NAME]"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[*].outputs.model}",
            "44:16 steps[soft-labels].inputs.teacher: input 'teacher' takes one artifact, [*]"
                + " gives a list: write [item] or the name of an item"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[resnet21].outputs.model}",
            "44:18 steps[soft-labels].inputs.teacher: step 'teacher' has no item 'resnet21'; did"
                + " you mean resnet20"),
        mistake(
            TEACHER,
            "teacher: ${steps.techer[item].outputs.model}",
            "44:18 steps[soft-labels].inputs.teacher: there is no step 'techer'; did you mean"
                + " teacher"),
        mistake(
            TEACHER,
            "teacher: [\"${steps.teacher[item].outputs.model}\"]",
            "44:16 steps[soft-labels].inputs.teacher: input 'teacher' takes one artifact, not a"
                + " list"),
        mistake(
            TEACHER,
            "teacher: steps.teacher[item].outputs.model",
            "44:16 steps[soft-labels].inputs.teacher: write"
                + " ${steps.teacher[item].outputs.model}"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[item.outputs.model}",
            "44:32 steps[soft-labels].inputs.teacher: the bracket is not closed by ]"),
        mistake(
            "      " + TEACHER + "\n",
            "",
            "39:5 steps[soft-labels]: component 'soft-label-extraction' needs the input 'teacher',"
                + " a Model"),
        mistake(
            TEACHER,
            TEACHER + "\n      techer: ${steps.dataset.outputs.dataset}",
            "45:7 steps[soft-labels].inputs.techer: component 'soft-label-extraction' has no input"
                + " 'techer'; did you mean teacher"),
        mistake(
            "${steps.dataset.outputs.dataset}\n      softLabels",
            "${steps.dataset[*].outputs.dataset}\n      softLabels",
            "49:16 steps[finetune].inputs.dataset: input 'dataset' takes one artifact, [*] gives a"
                + " list: write [item] or the name of an item",
            "49:18 steps[finetune].inputs.dataset: step 'dataset' is not fanned out: leave [*]"
                + " out"),
        mistake(
            "${steps.dataset.outputs.dataset}\n      softLabels",
            "${steps.evaluate.outputs.report}\n      softLabels",
            "49:18 steps[finetune].inputs.dataset: input 'dataset' takes a Dataset, but"
                + " ${steps.evaluate.outputs.report} is a Report",
            "57:18 steps[evaluate].inputs.student: steps wait for each other in a circle: finetune"
                + " needs evaluate needs finetune"),
        mistake(
            "softLabels: ${steps.soft-labels[*].outputs.softLabels}",
            "softLabels: [\"${steps.soft-labels[*].outputs.softLabels}\","
                + " \"${steps.finetune.outputs.model}\"]",
            "50:69 steps[finetune].inputs.softLabels[1]: input 'softLabels' takes a SoftLabels,"
                + " but ${steps.finetune.outputs.model} is a Model",
            "50:69 steps[finetune].inputs.softLabels[1]: step 'finetune' needs its own output"));
  }

  static Stream<Arguments> names() {
    return Stream.of(
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

  static Stream<Arguments> fanOuts() {
    String other = "forEach: ${parameters.teachers}\n    inputs";
    return Stream.of(
        mistake(
            SECOND_ITEM,
            "- {name: resnet20, architecture: vgg8}",
            "35:16 steps[teacher].forEach: two items of the list are called 'resnet20'",
            "41:16 steps[soft-labels].forEach: two items of the list are called 'resnet20'"),
        mistake(
            SECOND_ITEM,
            "- {name: vgg8, architecturr: vgg8}",
            "36:35 steps[teacher].parameters.architecture: item 'vgg8' has no 'architecture'; did"
                + " you mean architecturr"),
        mistake(
            SECOND_ITEM,
            "- {name: vgg8, architecture: VGG}",
            "36:35 steps[teacher].parameters.architecture: the string \"VGG\" does not match the"
                + " pattern [a-z0-9.-]+ (item 'vgg8')"),
        mistake(
            other,
            "forEach: [{name: a}]\n    inputs",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"),
        mistake(
            other,
            "forEach: [{nam: a}, 1.5, {name: 'A'}, {name: " + "a".repeat(60) + "}]\n    inputs",
            "41:15 steps[soft-labels].forEach[0]: item 0 of the list needs a 'name': it becomes"
                + " part of the step's name",
            "41:25 steps[soft-labels].forEach[1]: item 1 of the list is a number, it must be a map"
                + " with a 'name', a string or an integer",
            "41:30 steps[soft-labels].forEach[A]: the name of item 2, 'A', must be 1 to 63"
                + " lower-case letters, digits and, between them, '-'",
            "41:43 steps[soft-labels].forEach["
                + "a".repeat(60)
                + "]: the step would be called 'soft-labels-"
                + "a".repeat(60)
                + "', which has 72 characters of at most 63: shorten the step's or the item's"
                + " name",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"),
        mistake(
            other,
            "inputs",
            "43:18 steps[soft-labels].inputs.teacher: [item] needs a step with forEach, this one"
                + " has none: write [*] for all items or [NAME] for one",
            "49:21 steps[finetune].inputs.softLabels: step 'soft-labels' is not fanned out: leave"
                + " [*] out"),
        mistake(
            other,
            "forEach: ${parameters.epochs}\n    inputs",
            "41:16 steps[soft-labels].forEach: forEach needs a list, parameter 'epochs' is an"
                + " integer",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"),
        mistake(
            other,
            "forEach: ${steps.teacher[*].outputs.model}\n    inputs",
            "41:16 steps[soft-labels].forEach: forEach needs a list that is known when the run is"
                + " planned: ${parameters.NAME} or a list written here",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"));
  }

  static Stream<Arguments> resources() {
    return Stream.of(
        mistake(
            "memory: 3Gi",
            "memory: 9Gi",
            "38:16 steps[teacher].resources: the step can never run: it asks for memory 9Gi, all"
                + " steps together may use memory 8Gi: raise 'limits' or lower 'resources'"),
        mistake(
            "limits: {cpu: 2,",
            "limits: {cpu: 900m, nvidia.com/gpu: 0,",
            Stream.of(
                    "27:5 steps[dataset]",
                    "38:16 steps[teacher].resources",
                    "39:5 steps[soft-labels]",
                    "45:5 steps[finetune]",
                    "51:5 steps[evaluate]")
                .map(
                    place ->
                        place
                            + ": the step can never run: it asks for cpu 1, all steps together may"
                            + " use cpu 0.9: raise 'limits' or lower 'resources'")
                .toArray(String[]::new)),
        mistake(
            "memory: 3Gi",
            "memory: 3GB",
            "38:33 steps[teacher].resources.memory: is the string \"3GB\", it must be an amount of"
                + " memory of at least 1Mi: 512Mi, 2Gi (powers of 1024), 1G (of 1000) or a number"
                + " of bytes"),
        mistake(
            "cpu: 1, memory: 3Gi",
            "cpu: 0, memory: 3Gi",
            "38:22 steps[teacher].resources.cpu: is the integer 0, it must be a number of cores"
                + " above 0: 2, 1.5 or 500m (thousandths)"),
        mistake(
            "nvidia.com/gpu: 0",
            "nvidia.com/gpu: -1",
            "38:54 steps[teacher].resources.nvidia.com/gpu: is the integer -1, it must be 0 to"
                + " 1024"),
        mistake(
            "nvidia.com/gpu: 0",
            "nvidia.com/gpus: 0",
            "38:38 steps[teacher].resources.nvidia.com/gpus: resources has no key"
                + " 'nvidia.com/gpus'; did you mean nvidia.com/gpu"));
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        mistake(
            "format: idx",
            "format: idz",
            "30:15 steps[dataset].parameters.format: the string \"idz\" is not one of idx,"
                + " cifar10, folder; did you mean idx"),
        mistake(
            "format: idx",
            "fromat: idx",
            "27:5 steps[dataset]: component 'dataset-prep' needs the parameter 'format', a string",
            "30:7 steps[dataset].parameters.fromat: component 'dataset-prep' has no parameter"
                + " 'fromat'; did you mean format"),
        mistake(
            "format: idx",
            "format: 3",
            "30:15 steps[dataset].parameters.format: is the integer 3, it must be a string: put it"
                + " in quotes"),
        mistake(
            SEED,
            "seed: \"1\"",
            UNUSED_SEED,
            "32:13 steps[dataset].parameters.seed: is the string \"1\", it must be an integer:"
                + " write it without quotes"),
        mistake(
            SEED,
            "seed: 99999999999999999999",
            "32:13 steps[dataset].parameters.seed: is the integer 99999999999999999999, which is"
                + " out of the range of 64 bits"),
        mistake(SEED, "seed: 1", UNUSED_SEED),
        mistake(
            "branches: [resnet8, resnet8]",
            "branches: [resnet8, 8]",
            "47:38 steps[finetune].parameters.branches[1]: is the integer 8, it must be a string:"
                + " put it in quotes"),
        mistake(
            EPOCHS,
            "epochs: {type: integer, default: 0,",
            "10:36 parameters.epochs.default: 0 is out of range, it must be at least 1 and at most"
                + " 1000"),
        mistake(
            EPOCHS,
            "epochs: {type: intger, default: 3,",
            "10:18 parameters.epochs.type: is the string \"intger\", it must be one of string,"
                + " integer, number, boolean, list, map, source; did you mean integer"),
        mistake(
            EPOCHS,
            "epochs: {type: number, default: 3,",
            "36:67 steps[teacher].parameters.epochs: ${parameters.epochs} is a number, it must be"
                + " an integer"),
        mistake(
            "minimum: 1, maximum: 1000}",
            "minimum: 5, maximum: 4}",
            "10:36 parameters.epochs.default: 3 is out of range, it must be at least 5 and at most"
                + " 4",
            "10:48 parameters.epochs.minimum: no number is at least 5 and at most 4"));
  }

  static Stream<Arguments> conditions() {
    return Stream.of(
        mistake(
            CONDITION,
            "when: parameters.epochs > 0 and",
            "53:33 steps[evaluate].when: 'and' is written &&"),
        mistake(
            CONDITION,
            "when: parameters.epochs &&",
            "53:11 steps[evaluate].when: each side of && must be true or false, this is a number"),
        mistake(
            CONDITION,
            "when: parameters.epoch > 0 &&",
            "53:11 steps[evaluate].when: the pipeline has no parameter 'epoch'; did you mean"
                + " epochs"),
        mistake(
            CONDITION,
            "when: parameters.epochs = 0 &&",
            "53:29 steps[evaluate].when: to compare write =="),
        mistake(
            CONDITION,
            "when: (parameters.epochs > 0 &&",
            "53:97 steps[evaluate].when: ')' must come to close the parenthesis, there is the"
                + " end"),
        mistake(
            CONDITION,
            "when: parameters.epochs == 'a' &&",
            "53:29 steps[evaluate].when: the sides of == can never be the same: a number and a"
                + " string"),
        mistake(
            CONDITION,
            "when: ${parameters.epochs} > 0 &&",
            "53:11 steps[evaluate].when: a condition is an expression already: leave ${ and } out"),
        mistake(
            "metrics['validation.accuracy']",
            "metrics[validation.accuracy]",
            "53:67 steps[evaluate].when: a metric is written metrics['NAME']"),
        mistake(
            "metrics['validation.accuracy'] > 0.5",
            "outputs.model > 0.5",
            "53:36 steps[evaluate].when: a condition asks for metrics, parameters and items, not"
                + " outputs"),
        mistake(
            "steps.teacher[resnet20].metrics",
            "steps.teacher[resnet18].metrics",
            "53:36 steps[evaluate].when: step 'teacher' has no item 'resnet18'; did you mean"
                + " resnet20"),
        mistake(
            "steps.teacher[resnet20].metrics",
            "steps.teacher[*].metrics",
            "53:36 steps[evaluate].when: a condition needs one number: name one item instead of"
                + " [*]"),
        mistake(
            "steps.teacher[resnet20].metrics",
            "steps.evaluate.metrics",
            "53:36 steps[evaluate].when: step 'evaluate' needs its own output"));
  }

  @Test
  void aValidDefinitionHasNoProblems() {
    assertThat(Fixtures.files("valid"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(plan(Fixtures.text(file).content()).problems()).isEmpty());
  }

  @Test
  void manyMistakesAreReportedTogether() {
    String text =
        quickstart()
            .replace("timeout: 30m", "timeuot: 30m")
            .replace("component: dataset-prep", "component: datset-prep")
            .replace(SECOND_ITEM, "- {name: vgg8, architecture: VGG}")
            .replace("metrics['validation.accuracy'] > 0.5", "metrics['validation.accuracy']");
    Map<String, String> overrides = Map.of("epoch", "3", "seed", "x");
    assertThat(
            Fixtures.shown(
                new Planner()
                    .plan(
                        new SourceText("q.yaml", text),
                        Fixtures.catalog(),
                        new OverrideTexts(overrides))
                    .problems()))
        .containsExactlyInAnyOrder(
            "-p epoch: the pipeline has no parameter 'epoch'; did you mean epochs",
            "-p seed: is the string \"x\", it must be an integer",
            "q.yaml:18:3 defaults.timeuot: defaults has no key 'timeuot'; did you mean timeout",
            "q.yaml:28:16 steps[dataset].component: there is no component 'datset-prep'; did you"
                + " mean dataset-prep",
            "q.yaml:36:35 steps[teacher].parameters.architecture: the string \"VGG\" does not"
                + " match the pattern [a-z0-9.-]+ (item 'vgg8')",
            "q.yaml:53:36 steps[evaluate].when: each side of && must be true or false, this is a"
                + " number");
  }

  @Test
  void aWarningDoesNotKeepADefinitionFromBeingUsed() {
    Checked<Plan> checked = plan(quickstart().replace(SEED, "seed: 1"));
    assertThat(checked.value()).isPresent();
    assertThat(checked.warnings()).hasSize(1);
    assertThat(checked.errors()).isEmpty();
  }

  @Test
  void theParserAloneFindsWhatDoesNotDependOnValues() {
    DefinitionParser parser = new DefinitionParser();
    assertThat(parser.parse(Fixtures.text("valid/quickstart.yaml"), Fixtures.catalog()).isValid())
        .isTrue();
    Checked<PipelineDefinition> checked =
        parser.parse(
            new SourceText("q.yaml", quickstart().replace("format: idx", "format: idz")),
            Fixtures.catalog());
    assertThat(checked.value()).isEmpty();
    assertThat(checked.errors()).hasSize(1);
  }
}

package io.stillhouse.steps.torchscriptimport;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.torchscript.ModuleContract;
import io.stillhouse.training.torchscript.ModuleValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The step's parameters as what the module is fed with and what its outputs mean. */
final class ModuleSettings {
  private static final int CLASSES_TOLD = 5;

  private final Parameters parameters;
  private final DatasetInfo dataset;
  private final List<String> problems = new ArrayList<>();

  private ModuleSettings(Parameters parameters, DatasetInfo dataset) {
    this.parameters = parameters;
    this.dataset = dataset;
  }

  /**
   * Reads them; what is left out is as the dataset has it.
   *
   * @throws InvalidInputException naming everything that contradicts itself or the dataset
   */
  static ModuleContract read(Parameters parameters, DatasetInfo dataset) {
    return new ModuleSettings(parameters, dataset).contract();
  }

  private ModuleContract contract() {
    if (parameters.has("mean") != parameters.has("standardDeviation")) {
      problems.add("mean and standardDeviation only make sense together");
    }
    List<Double> mean = numbers("mean", dataset.mean());
    List<Double> deviation = numbers("standardDeviation", dataset.standardDeviation());
    if (mean.size() != deviation.size()) {
      problems.add(
          "mean has %d values, standardDeviation %d".formatted(mean.size(), deviation.size()));
    }
    if (deviation.stream().anyMatch(value -> !(value > 0))) {
      problems.add("a standardDeviation is not above 0");
    }
    if (mean.size() != dataset.channels() && (dataset.channels() != 1 || mean.isEmpty())) {
      problems.add(
          "mean has %d values, but the dataset's images %d channels"
              .formatted(mean.size(), dataset.channels()));
    }
    List<String> outputs =
        parameters.has("outputClasses") ? parameters.strings("outputClasses") : dataset.classes();
    List<Integer> columns = columns(outputs);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("; ", problems));
    }
    return new ModuleContract(
        mean,
        deviation,
        parameters.optionalInteger("height").orElse(dataset.height()),
        parameters.optionalInteger("width").orElse(dataset.width()),
        parameters.choice("values", ModuleValues.class),
        outputs.size(),
        columns);
  }

  private List<Double> numbers(String name, List<Double> otherwise) {
    return parameters.has(name) ? parameters.numbers(name) : otherwise;
  }

  private List<Integer> columns(List<String> outputs) {
    Set<String> seen = new HashSet<>();
    List<String> twice = outputs.stream().filter(name -> !seen.add(name)).distinct().toList();
    if (!twice.isEmpty()) {
      problems.add("outputClasses has twice: " + abbreviated(twice));
    }
    List<String> missing =
        dataset.classes().stream().filter(name -> !outputs.contains(name)).toList();
    if (!missing.isEmpty()) {
      problems.add("outputClasses lacks classes of the dataset: " + abbreviated(missing));
    }
    return dataset.classes().stream().map(outputs::indexOf).toList();
  }

  private static String abbreviated(List<String> names) {
    int told = Math.min(CLASSES_TOLD, names.size());
    String more = names.size() > told ? ", ... " + names.size() + " in all" : "";
    return String.join(", ", names.subList(0, told)) + more;
  }
}

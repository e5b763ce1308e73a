package io.stillhouse.cli.doctor;

import io.stillhouse.launch.Finding;
import io.stillhouse.model.component.Component;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ImageName;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The images of components, by the names under which a run of the code at hand asks for them.
 *
 * @param names the images
 * @param problems components that are not built, so that nobody knows their image
 */
record WantedImages(List<String> names, List<Finding> problems) {

  static WantedImages of(
      Collection<Component> components,
      LoadedComponents loaded,
      ComponentDigests digests,
      Optional<String> registry) {
    List<String> names = new ArrayList<>();
    List<Finding> problems = new ArrayList<>();
    for (Component component : components) {
      try {
        String program = digests.of(component, loaded.folder(component.name()));
        names.add(new ImageName(component.image()).reference(program, registry));
      } catch (IOException e) {
        problems.add(
            Finding.failed("component", String.valueOf(e.getMessage()), "mvn -Dquick package"));
      }
    }
    return new WantedImages(names.stream().distinct().toList(), problems);
  }
}

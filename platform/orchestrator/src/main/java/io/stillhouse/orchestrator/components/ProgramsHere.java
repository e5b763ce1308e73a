package io.stillhouse.orchestrator.components;

import io.stillhouse.model.component.Component;
import java.io.IOException;

/**
 * Programs as they lie on this machine.
 *
 * @param components the components
 * @param digests the digests of what they are made of
 */
public record ProgramsHere(LoadedComponents components, ComponentDigests digests)
    implements Programs {

  @Override
  public String program(Component component) throws IOException {
    return digests.of(component, components.folder(component.name()));
  }

  @Override
  public String image(Component component) {
    return component.image();
  }
}

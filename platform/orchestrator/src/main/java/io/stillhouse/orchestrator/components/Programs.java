package io.stillhouse.orchestrator.components;

import io.stillhouse.model.component.Component;
import java.io.IOException;

/** What the components of a run start. */
public interface Programs {

  /**
   * What tells a component's program from others: the same text, the same program.
   *
   * @throws IOException if that cannot be found out; the message says what to do
   */
  String program(Component component) throws IOException;

  /** The image that a launcher of containers starts. */
  String image(Component component);
}

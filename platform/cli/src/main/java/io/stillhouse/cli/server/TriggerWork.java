package io.stillhouse.cli.server;

import io.stillhouse.cli.CliExit;
import io.stillhouse.model.problem.SourceText;
import java.util.List;
import java.util.Map;

/** What can be done with triggers. */
public interface TriggerWork {

  /** Whether texts are only checked. */
  enum Effect {
    /** They become triggers. */
    APPLY,
    /** They are checked. */
    CHECK
  }

  /**
   * Creates or changes the triggers that texts describe; none if there is anything wrong with one.
   */
  CliExit apply(List<SourceText> texts, Effect effect);

  /** Prints the triggers. */
  CliExit list();

  /** Prints the events of a trigger, newest first. */
  CliExit events(String trigger);

  /** Makes an event by hand, which a server starts. */
  CliExit fire(String trigger, Map<String, String> parameters);

  /** Deletes a trigger. */
  CliExit delete(String trigger);
}

package io.stillhouse.model.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A lifecycle as one table.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class StateMachine<S extends Enum<S>, E extends Enum<E>> {
  private final String name;
  private final S initial;
  private final List<Transition<S, E>> transitions;
  private final Map<S, Map<E, S>> table = new HashMap<>();

  /**
   * Of these rows.
   *
   * @throws IllegalArgumentException if two rows disagree
   */
  StateMachine(String name, S initial, List<Transition<S, E>> transitions) {
    this.name = name;
    this.initial = initial;
    this.transitions = List.copyOf(transitions);
    for (Transition<S, E> row : transitions) {
      S other =
          table.computeIfAbsent(row.from(), from -> new HashMap<>()).put(row.event(), row.to());
      if (other != null) {
        throw new IllegalArgumentException(
            "two rows of the "
                + name
                + " machine say what "
                + row.event()
                + " does in "
                + row.from());
      }
    }
  }

  /** The rows. */
  public List<Transition<S, E>> transitions() {
    return transitions;
  }

  /** The state that everything begins with. */
  public S initial() {
    return initial;
  }

  /**
   * The state after an event.
   *
   * @throws IllegalTransitionException if the table has no such row
   */
  public S next(S state, E event) {
    S next = table.getOrDefault(state, Map.of()).get(event);
    if (next == null) {
      String possible =
          transitions.stream()
              .filter(row -> row.from() == state)
              .map(row -> row.event().name())
              .collect(Collectors.joining(", "));
      throw new IllegalTransitionException(
          "a "
              + name
              + " that is "
              + state
              + " cannot "
              + event
              + (possible.isEmpty() ? "; it has ended" : "; it can " + possible));
    }
    return next;
  }

  /** The table as a Mermaid state diagram. */
  public String diagram() {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n  [*] --> " + initial + "\n");
    for (Transition<S, E> row : transitions) {
      text.append("  ").append(row.from()).append(" --> ").append(row.to());
      text.append(" : ").append(row.event()).append('\n');
    }
    return text.toString();
  }
}

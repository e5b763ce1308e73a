package io.stillhouse.server.trigger.events;

import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.definition.TriggerParser;
import io.stillhouse.v1.Trigger;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the texts of triggers say, each read once. */
public final class TriggerTexts {
  private static final int MOST = 1000;

  private final Map<String, Checked<TriggerDefinition>> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Checked<TriggerDefinition>> eldest) {
          return size() > MOST;
        }
      };

  /** What the text of a trigger says. */
  public synchronized Checked<TriggerDefinition> read(Trigger trigger) {
    return known.computeIfAbsent(
        trigger.getSource(),
        source -> new TriggerParser().parse(new SourceText(trigger.getName(), source)));
  }
}

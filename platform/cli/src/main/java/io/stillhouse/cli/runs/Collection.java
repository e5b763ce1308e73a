package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.context.Context;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Table;
import io.stillhouse.orchestrator.retention.Deletion;
import io.stillhouse.orchestrator.retention.GarbageCollector;
import io.stillhouse.orchestrator.retention.Platforms;
import io.stillhouse.orchestrator.retention.RetentionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What gc deleted, or would. */
public final class Collection {
  private final CliEnvironment environment;
  private final List<Deletion> deletions;
  private final String verb;

  private Collection(CliEnvironment environment, List<Deletion> deletions, String verb) {
    this.environment = environment;
    this.deletions = deletions;
    this.verb = verb;
  }

  /** What would be deleted now. */
  public static Collection preview(
      CliEnvironment environment, ArtifactStore store, Context context, RetentionPolicy policy) {
    return new Collection(
        environment, collector(environment, store, context).preview(policy), "Would delete");
  }

  /** Deletes. */
  public static Collection collect(
      CliEnvironment environment, ArtifactStore store, Context context, RetentionPolicy policy) {
    return new Collection(
        environment, collector(environment, store, context).collect(policy), "Deleted");
  }

  private static GarbageCollector collector(
      CliEnvironment environment, ArtifactStore store, Context context) {
    Platforms platforms =
        StorePlatforms.of(
            environment,
            store,
            context,
            problem ->
                environment
                    .err()
                    .println("Nobody looked for what steps have left behind: " + problem));
    return new GarbageCollector(store, platforms, environment.clock());
  }

  /** For a person. */
  public void print() {
    Table table = new Table("KIND", "SIZE", "KEY");
    for (Deletion deletion : deletions) {
      table.row(kind(deletion), Figures.size(deletion.bytes()), deletion.key());
    }
    if (!table.isEmpty()) {
      table.print(environment.out(), environment.terminal().outStyle());
    }
    environment
        .out()
        .println(
            verb
                + " "
                + Figures.count(deletions.size(), "thing")
                + ", "
                + Figures.size(bytes())
                + ".");
  }

  /** For a program. */
  public void json() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Deletion deletion : deletions) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("kind", kind(deletion));
      entry.put("key", deletion.key());
      entry.put("bytes", deletion.bytes());
      list.add(entry);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("deletions", list);
    json.put("bytes", bytes());
    Json.print(environment.out(), json);
  }

  private long bytes() {
    return deletions.stream().mapToLong(Deletion::bytes).sum();
  }

  private static String kind(Deletion deletion) {
    return deletion.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

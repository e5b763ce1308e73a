package io.stillhouse.cli.runs;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Table;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.release.promotion.Alias;
import io.stillhouse.release.promotion.Promotions;
import io.stillhouse.release.promotion.Promotions.Numbered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows which runs bear aliases. */
public final class PromotionsPage {
  private final CliEnvironment environment;
  private final Promotions promotions;

  public PromotionsPage(CliEnvironment environment, Promotions promotions) {
    this.environment = environment;
    this.promotions = promotions;
  }

  /** Every alias with the run that bears it. */
  public void all(boolean asJson) {
    Map<Alias, Numbered> bearers = new LinkedHashMap<>();
    for (Alias alias : promotions.aliases()) {
      promotions.current(alias).ifPresent(current -> bearers.put(alias, current));
    }
    if (asJson) {
      List<Object> rows = new ArrayList<>();
      bearers.forEach((alias, current) -> rows.add(json(alias, current)));
      Json.print(environment.out(), rows);
      return;
    }
    if (bearers.isEmpty()) {
      environment.out().println("No run bears an alias; stillhouse promote RUN ALIAS gives one.");
      return;
    }
    Table table = new Table("ALIAS", "RUN", "SINCE", "BY", "NOTE");
    bearers.forEach((alias, current) -> row(table, alias.toString(), current));
    table.print(environment.out(), environment.terminal().outStyle());
  }

  /** The promotions of one alias, newest first. */
  public void history(Alias alias, boolean asJson) {
    List<Numbered> newestFirst = new ArrayList<>(promotions.history(alias));
    Collections.reverse(newestFirst);
    if (asJson) {
      Json.print(environment.out(), newestFirst.stream().map(each -> json(alias, each)).toList());
      return;
    }
    Table table = new Table("NUMBER", "RUN", "SINCE", "BY", "NOTE");
    newestFirst.forEach(each -> row(table, String.valueOf(each.number()), each));
    table.print(environment.out(), environment.terminal().outStyle());
  }

  private void row(Table table, String first, Numbered promotion) {
    long restores = promotion.promotion().getRestores();
    String note = promotion.promotion().getNote();
    table.row(
        first,
        StoredRun.displayName(promotion.run()),
        Figures.time(
            Times.fromProto(promotion.promotion().getTime()), environment.clock().getZone()),
        promotion.promotion().getActor(),
        restores == 0
            ? note
            : ("rolled back to " + restores + (note.isEmpty() ? "" : ": " + note)));
  }

  private static Map<String, Object> json(Alias alias, Numbered promotion) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("experiment", alias.experiment());
    row.put("alias", alias.name());
    row.put("number", promotion.number());
    row.put("run", promotion.promotion().getRun());
    row.put("time", Times.fromProto(promotion.promotion().getTime()).toString());
    row.put("actor", promotion.promotion().getActor());
    row.put("note", promotion.promotion().getNote());
    row.put("restores", promotion.promotion().getRestores());
    return row;
  }
}

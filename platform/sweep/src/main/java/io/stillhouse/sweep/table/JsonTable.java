package io.stillhouse.sweep.table;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stillhouse.sweep.statistics.Estimate;
import io.stillhouse.sweep.table.SweepTable.Row;
import java.util.List;

/** Tables for a program; what does not exist is absent. */
public final class JsonTable {
  private JsonTable() {}

  /**
   * The text.
   *
   * @param tables one for each metric
   */
  public static String of(List<SweepTable> tables) {
    JsonArray list = new JsonArray();
    tables.forEach(table -> list.add(json(table)));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(list) + "\n";
  }

  private static JsonObject json(SweepTable table) {
    JsonObject json = new JsonObject();
    json.addProperty("sweep", table.sweep());
    json.addProperty("metric", table.metric());
    json.addProperty("goal", table.goal() == Goal.MAXIMUM ? "maximum" : "minimum");
    json.addProperty("seeds", table.seeds());
    JsonArray rows = new JsonArray();
    table.rows().forEach(row -> rows.add(json(row)));
    json.add("rows", rows);
    JsonArray notes = new JsonArray();
    table.notes().forEach(notes::add);
    json.add("notes", notes);
    return json;
  }

  private static JsonObject json(Row row) {
    JsonObject json = new JsonObject();
    JsonObject combination = new JsonObject();
    row.measured().combination().forEach(combination::addProperty);
    json.add("combination", combination);
    json.addProperty("asked", row.measured().asked());
    JsonObject values = new JsonObject();
    row.measured().values().forEach((seed, value) -> number(values, seed, value));
    json.add("values", values);
    add(json, row.estimate());
    row.difference()
        .ifPresent(
            difference -> {
              JsonObject against = new JsonObject();
              add(against, difference);
              row.probability().ifPresent(p -> against.addProperty("pHolm", p));
              json.add("difference", against);
            });
    row.verdict().ifPresent(verdict -> json.addProperty("verdict", verdict.word()));
    json.addProperty("best", row.best());
    return json;
  }

  private static void add(JsonObject json, Estimate estimate) {
    json.addProperty("n", estimate.count());
    number(json, "mean", estimate.mean());
    number(json, "standardDeviation", estimate.standardDeviation());
    estimate
        .interval()
        .ifPresent(
            interval -> {
              number(json, "lower", interval.lower());
              number(json, "upper", interval.upper());
            });
  }

  private static void number(JsonObject json, String name, double value) {
    if (Double.isFinite(value)) {
      json.addProperty(name, value);
    }
  }
}

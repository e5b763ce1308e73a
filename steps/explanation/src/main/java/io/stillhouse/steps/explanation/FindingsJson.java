package io.stillhouse.steps.explanation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stillhouse.steps.explanation.ExplainedModel.Role;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.explanation.CamMethod;
import java.util.Locale;

/** The figures of every image, for whoever goes on computing; what is not defined is absent. */
record FindingsJson(Split split, Findings findings) {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  String text() {
    JsonObject json = new JsonObject();
    json.addProperty("dataset", split.dataset().name());
    json.addProperty("split", split.name());
    json.addProperty("topShare", findings.topShare());
    JsonArray images = new JsonArray();
    for (int question = 0; question < findings.questions().size(); question++) {
      images.add(image(question));
    }
    json.add("images", images);
    return GSON.toJson(json) + "\n";
  }

  private JsonObject image(int number) {
    Question question = findings.questions().get(number);
    JsonObject json = new JsonObject();
    json.addProperty("id", question.id());
    json.addProperty("class", split.dataset().classes().get(question.target()));
    JsonObject models = new JsonObject();
    for (Role role : findings.roles()) {
      Answer answer = findings.answer(role, number);
      JsonObject model = new JsonObject();
      add(model, "probability", answer.probability());
      add(model, "randomDeletion", answer.control().area());
      for (CamMethod method : CamMethod.values()) {
        JsonObject kind = new JsonObject();
        add(kind, "deletion", answer.deletion(method).area());
        if (role != Role.TEACHER) {
          add(kind, "correlation", findings.correlation(role, method, number));
          add(kind, "overlap", findings.overlap(role, method, number));
        }
        model.add(method.name().toLowerCase(Locale.ROOT).replace('_', '-'), kind);
      }
      models.add(role.word(), model);
    }
    json.add("models", models);
    return json;
  }

  private static void add(JsonObject json, String name, double value) {
    if (Double.isFinite(value)) {
      json.addProperty(name, value);
    }
  }
}

package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.stillhouse.server.http.OpenApi;
import io.stillhouse.v1.AliasServiceOuterClass;
import io.stillhouse.v1.ArtifactServiceOuterClass;
import io.stillhouse.v1.PipelineServiceOuterClass;
import io.stillhouse.v1.ReportServiceOuterClass;
import io.stillhouse.v1.RunServiceOuterClass;
import io.stillhouse.v1.SweepServiceOuterClass;
import io.stillhouse.v1.TriggerServiceOuterClass;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  private final JsonObject document =
      JsonParser.parseString(new OpenApi().json()).getAsJsonObject();

  @Test
  void everyMethodOfTheApiIsDescribedWithItsComment() {
    TreeSet<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonElement> path : document.getAsJsonObject("paths").entrySet()) {
      assertThat(path.getKey()).startsWith("/v1/").doesNotContain("*", "=");
      path.getValue()
          .getAsJsonObject()
          .entrySet()
          .forEach(
              operation -> {
                JsonObject each = operation.getValue().getAsJsonObject();
                assertThat(each.get("description").getAsString()).as(path.getKey()).isNotEmpty();
                described.add(each.get("operationId").getAsString().replaceAll("_[0-9]+$", ""));
              });
    }
    TreeSet<String> methods = new TreeSet<>();
    for (ServiceDescriptor service :
        List.of(
            AliasServiceOuterClass.getDescriptor().findServiceByName("AliasService"),
            TriggerServiceOuterClass.getDescriptor().findServiceByName("TriggerService"),
            SweepServiceOuterClass.getDescriptor().findServiceByName("SweepService"),
            RunServiceOuterClass.getDescriptor().findServiceByName("RunService"),
            PipelineServiceOuterClass.getDescriptor().findServiceByName("PipelineService"),
            ArtifactServiceOuterClass.getDescriptor().findServiceByName("ArtifactService"),
            ReportServiceOuterClass.getDescriptor().findServiceByName("ReportService"))) {
      for (MethodDescriptor method : service.getMethods()) {
        methods.add(service.getName() + "_" + method.getName());
      }
    }
    assertThat(described).isEqualTo(methods);
  }

  @Test
  void everyReferenceLeadsToASchema() {
    JsonObject schemas = document.getAsJsonObject("components").getAsJsonObject("schemas");
    TreeSet<String> missing = new TreeSet<>();
    references(document, missing);
    missing.removeIf(
        reference ->
            schemas.has(reference.replace("#/components/schemas/", ""))
                || reference.equals("#/components/responses/Error"));
    assertThat(missing).isEmpty();
  }

  private static void references(JsonElement element, TreeSet<String> found) {
    if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> {
                if (entry.getKey().equals("$ref")) {
                  found.add(entry.getValue().getAsString());
                } else {
                  references(entry.getValue(), found);
                }
              });
    } else if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(each -> references(each, found));
    }
  }
}

package io.stillhouse.launcher.kubernetes;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Quantity;
import io.stillhouse.model.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds fields that Kubernetes does not know. The client keeps them, and the API server drops them
 * silently: a misspelt {@code nodeAfinity} would let a step run anywhere.
 */
public final class StrictFields {
  /** Classes of the client that are written as text or a number. */
  private static final Set<Class<?>> SCALARS =
      Set.of(Quantity.class, IntOrString.class, MicroTime.class);

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<String> problems = new ArrayList<>();

  private StrictFields() {}

  /**
   * What is wrong with the fields of an object, each problem with its path; empty if nothing is.
   *
   * @param path what the object is called in the problems
   * @param type the client's class for such objects
   */
  public static List<String> problems(JsonNode object, String path, Class<?> type) {
    StrictFields check = new StrictFields();
    check.object(object, path, check.mapper.constructType(type));
    return check.problems;
  }

  private void value(JsonNode value, String path, JavaType type) {
    if (type.isCollectionLikeType()) {
      if (!value.isArray()) {
        problems.add(path + ": must be a list");
        return;
      }
      for (int i = 0; i < value.size(); i++) {
        value(value.get(i), path + "[" + i + "]", type.getContentType());
      }
    } else if (type.isMapLikeType()) {
      if (!value.isObject()) {
        problems.add(path + ": must be a map");
        return;
      }
      value
          .properties()
          .forEach(
              entry -> value(entry.getValue(), path + "." + entry.getKey(), type.getContentType()));
    } else if (isModel(type)) {
      object(value, path, type);
    } else if (value.isContainerNode() && type.isFinal()) {
      problems.add(path + ": must be a single value");
    }
  }

  private void object(JsonNode object, String path, JavaType type) {
    if (object.isValueNode() && SCALARS.contains(type.getRawClass())) {
      return;
    }
    if (!object.isObject()) {
      problems.add(path + ": must be a map");
      return;
    }
    Map<String, JavaType> fields = fields(type);
    object
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              JavaType field = fields.get(name);
              if (field == null) {
                problems.add(
                    path
                        + "."
                        + name
                        + ": Kubernetes has no such field"
                        + Suggestion.closest(name, fields.keySet())
                            .map(meant -> "; did you mean " + meant)
                            .orElse(""));
              } else if (!entry.getValue().isNull()) {
                value(entry.getValue(), path + "." + name, field);
              }
            });
  }

  private Map<String, JavaType> fields(JavaType type) {
    Map<String, JavaType> fields = new LinkedHashMap<>();
    for (BeanPropertyDefinition property :
        mapper.getDeserializationConfig().introspect(type).findProperties()) {
      fields.put(property.getName(), property.getPrimaryType());
    }
    return fields;
  }

  private static boolean isModel(JavaType type) {
    return type.getRawClass().getName().startsWith("io.fabric8.kubernetes.api.model.");
  }
}

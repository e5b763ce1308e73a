package io.stillhouse.server.http;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages as JSON schemas, in the JSON form that protobuf gives them. */
final class Schemas {
  private static final Map<String, Map<String, Object>> WELL_KNOWN =
      Map.of(
          ".google.protobuf.Timestamp", Map.of("type", "string", "format", "date-time"),
          ".google.protobuf.Duration", Map.of("type", "string", "examples", List.of("1.5s")),
          ".google.protobuf.FieldMask", Map.of("type", "string", "examples", List.of("a,b.c")),
          ".google.protobuf.Empty", Map.of("type", "object"));

  private final Map<String, DescriptorProto> messages = new HashMap<>();
  private final Map<String, EnumDescriptorProto> enums = new HashMap<>();
  private final Map<String, String> comments = new HashMap<>();
  private final Map<FileDescriptorProto, Map<List<Integer>, String>> byPath = new HashMap<>();

  Schemas(FileDescriptorSet files) {
    for (FileDescriptorProto file : files.getFileList()) {
      Map<List<Integer>, String> ofFile = new HashMap<>();
      for (Location location : file.getSourceCodeInfo().getLocationList()) {
        ofFile.put(List.copyOf(location.getPathList()), text(location.getLeadingComments()));
      }
      byPath.put(file, ofFile);
      for (int i = 0; i < file.getMessageTypeCount(); i++) {
        add(file, "." + file.getPackage(), file.getMessageType(i), List.of(4, i));
      }
      for (int i = 0; i < file.getEnumTypeCount(); i++) {
        String name = "." + file.getPackage() + "." + file.getEnumType(i).getName();
        enums.put(name, file.getEnumType(i));
        comments.put(name, comment(file, List.of(5, i)));
      }
    }
  }

  private void add(
      FileDescriptorProto file, String parent, DescriptorProto message, List<Integer> path) {
    String name = parent + "." + message.getName();
    messages.put(name, message);
    comments.put(name, comment(file, path));
    for (int i = 0; i < message.getFieldCount(); i++) {
      comments.put(name + "/" + message.getField(i).getName(), comment(file, behind(path, 2, i)));
    }
    for (int i = 0; i < message.getNestedTypeCount(); i++) {
      add(file, name, message.getNestedType(i), behind(path, 3, i));
    }
  }

  private static List<Integer> behind(List<Integer> path, int kind, int position) {
    List<Integer> longer = new ArrayList<>(path);
    longer.add(kind);
    longer.add(position);
    return longer;
  }

  /** The comment of something in a file. */
  String comment(FileDescriptorProto file, List<Integer> path) {
    return byPath.getOrDefault(file, Map.of()).getOrDefault(path, "");
  }

  /** The comment of a field of a message, or of a field of its field: {@code run.name}. */
  String fieldComment(String type, String field) {
    int dot = field.indexOf('.');
    if (dot < 0) {
      return comments.getOrDefault(type + "/" + field, "");
    }
    return message(type).getFieldList().stream()
        .filter(each -> each.getName().equals(field.substring(0, dot)))
        .findFirst()
        .map(each -> fieldComment(each.getTypeName(), field.substring(dot + 1)))
        .orElse("");
  }

  private static String text(String comment) {
    return comment.strip().replaceAll("\\s*\\n\\s*", " ");
  }

  /** Every message and enum of the API by its short name. */
  Map<String, Object> all() {
    Map<String, Object> schemas = new TreeMap<>();
    messages.forEach(
        (name, message) -> {
          if (name.startsWith(".stillhouse.v1.") && !message.getOptions().getMapEntry()) {
            schemas.put(shortName(name), schema(name, message));
          }
        });
    enums.forEach(
        (name, type) -> {
          if (name.startsWith(".stillhouse.v1.")) {
            schemas.put(
                shortName(name),
                Map.of(
                    "type",
                    "string",
                    "description",
                    comments.getOrDefault(name, ""),
                    "enum",
                    type.getValueList().stream().map(value -> value.getName()).toList()));
          }
        });
    schemas.put(
        "Status",
        Map.of(
            "type",
            "object",
            "description",
            "google.rpc.Status.",
            "properties",
            Map.of(
                "code", Map.of("type", "integer", "description", "A google.rpc.Code."),
                "message", Map.of("type", "string", "description", "What is wrong."),
                "details",
                    Map.of(
                        "type",
                        "array",
                        "description",
                        "A google.rpc.BadRequest that names each wrong field.",
                        "items",
                        Map.of("type", "object", "additionalProperties", true)))));
    return schemas;
  }

  private Map<String, Object> schema(String name, DescriptorProto message) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (FieldDescriptorProto field : message.getFieldList()) {
      Map<String, Object> property = new LinkedHashMap<>(type(field));
      String comment = comments.getOrDefault(name + "/" + field.getName(), "");
      if (!property.containsKey("$ref") || !comment.isEmpty()) {
        property.put("description", comment);
      }
      properties.put(field.getJsonName(), property);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("description", comments.getOrDefault(name, ""));
    schema.put("properties", properties);
    return schema;
  }

  private Map<String, Object> type(FieldDescriptorProto field) {
    if (field.getLabel() == Label.LABEL_REPEATED) {
      DescriptorProto entry = messages.get(field.getTypeName());
      if (entry != null && entry.getOptions().getMapEntry()) {
        return Map.of("type", "object", "additionalProperties", single(entry.getField(1)));
      }
      return Map.of("type", "array", "items", single(field));
    }
    return single(field);
  }

  private Map<String, Object> single(FieldDescriptorProto field) {
    return switch (field.getType()) {
      case TYPE_BOOL -> Map.of("type", "boolean");
      case TYPE_INT32, TYPE_UINT32, TYPE_SINT32, TYPE_FIXED32, TYPE_SFIXED32 ->
          Map.of("type", "integer", "format", "int32");
      case TYPE_INT64, TYPE_UINT64, TYPE_SINT64, TYPE_FIXED64, TYPE_SFIXED64 ->
          Map.of("type", "string", "format", "int64");
      case TYPE_DOUBLE, TYPE_FLOAT ->
          Map.of(
              "oneOf",
              List.of(
                  Map.of("type", "number"),
                  Map.of("type", "string", "enum", List.of("NaN", "Infinity", "-Infinity"))));
      case TYPE_BYTES -> Map.of("type", "string", "contentEncoding", "base64");
      case TYPE_MESSAGE, TYPE_ENUM -> reference(field.getTypeName());
      default -> Map.of("type", "string");
    };
  }

  /** The schema of a type, or where it is. */
  Map<String, Object> reference(String type) {
    Map<String, Object> known = WELL_KNOWN.get(type);
    if (known != null) {
      return known;
    }
    return type.startsWith(".stillhouse.v1.")
        ? Map.of("$ref", "#/components/schemas/" + shortName(type))
        : Map.of("type", "object");
  }

  /** The schema of a request's body: the message, or one field of it. */
  Map<String, Object> body(String type, String field) {
    return field.equals("*")
        ? reference(type)
        : message(type).getFieldList().stream()
            .filter(each -> each.getName().equals(field))
            .findFirst()
            .map(this::type)
            .orElseThrow();
  }

  /** The fields of a request that stand in its query: all that do not stand in its path. */
  List<Object> queryParameters(String type, List<String> bound) {
    List<Object> parameters = new ArrayList<>();
    for (FieldDescriptorProto field : message(type).getFieldList()) {
      if (!bound.contains(field.getName())) {
        parameters.add(
            Map.of(
                "name", field.getName(),
                "in", "query",
                "description", comments.getOrDefault(type + "/" + field.getName(), ""),
                "schema", type(field)));
      }
    }
    return parameters;
  }

  private DescriptorProto message(String type) {
    DescriptorProto message = messages.get(type);
    if (message == null) {
      throw new IllegalStateException("there is no message " + type);
    }
    return message;
  }

  private static String shortName(String type) {
    return type.substring(".stillhouse.v1.".length());
  }
}

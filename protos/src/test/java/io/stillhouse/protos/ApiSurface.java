package io.stillhouse.protos;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that others rely on, in binary or in JSON: types, and in each its members.
 *
 * <p>The text form has a line for each type and indented lines for its members, ordered, so that a
 * review shows what changed:
 *
 * <pre>
 * enum stillhouse.v1.State
 *   1 PENDING
 * message stillhouse.v1.ArtifactReference
 *   2 path: string
 * </pre>
 *
 * @param types by {@code message NAME}, {@code enum NAME} or {@code service NAME}: the members by
 *     their numbers (of methods: their names)
 */
record ApiSurface(SortedMap<String, SortedMap<String, String>> types) {

  /** The surface of the files of one package. */
  static ApiSurface of(FileDescriptorSet files, String protoPackage) {
    SortedMap<String, SortedMap<String, String>> types = new TreeMap<>();
    for (FileDescriptorProto file : files.getFileList()) {
      if (file.getPackage().equals(protoPackage)) {
        file.getMessageTypeList().forEach(message -> add(message, protoPackage, types));
        file.getEnumTypeList().forEach(type -> add(type, protoPackage, types));
        file.getServiceList().forEach(service -> add(service, protoPackage, types));
      }
    }
    return new ApiSurface(types);
  }

  /** Reads the text form. */
  static ApiSurface parse(String text) {
    SortedMap<String, SortedMap<String, String>> types = new TreeMap<>();
    SortedMap<String, String> members = new TreeMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("  ")) {
        String[] member = line.strip().split(" ", 2);
        members.put(member[0], member.length == 1 ? "" : member[1]);
      } else {
        members = new TreeMap<>();
        types.put(line, members);
      }
    }
    return new ApiSurface(types);
  }

  /** The text form. */
  String text() {
    StringBuilder text = new StringBuilder();
    types.forEach(
        (type, members) -> {
          text.append(type).append('\n');
          members.entrySet().stream()
              .sorted((a, b) -> compareNumbers(a.getKey(), b.getKey()))
              .map(member -> ("  " + member.getKey() + " " + member.getValue()).stripTrailing())
              .forEach(line -> text.append(line).append('\n'));
        });
    return text.toString();
  }

  private static int compareNumbers(String a, String b) {
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  private static void add(
      DescriptorProto message, String scope, Map<String, SortedMap<String, String>> types) {
    String name = scope + "." + message.getName();
    Map<String, DescriptorProto> mapEntries =
        message.getNestedTypeList().stream()
            .filter(nested -> nested.getOptions().getMapEntry())
            .collect(Collectors.toMap(nested -> name + "." + nested.getName(), nested -> nested));
    SortedMap<String, String> members = new TreeMap<>();
    for (FieldDescriptorProto field : message.getFieldList()) {
      members.put(String.valueOf(field.getNumber()), describe(field, message, mapEntries));
    }
    types.put("message " + name, members);
    message.getEnumTypeList().forEach(nested -> add(nested, name, types));
    message.getNestedTypeList().stream()
        .filter(nested -> !nested.getOptions().getMapEntry())
        .forEach(nested -> add(nested, name, types));
  }

  private static void add(
      EnumDescriptorProto type, String scope, Map<String, SortedMap<String, String>> types) {
    SortedMap<String, String> members = new TreeMap<>();
    for (EnumValueDescriptorProto value : type.getValueList()) {
      members.merge(
          String.valueOf(value.getNumber()), value.getName(), (one, alias) -> one + " " + alias);
    }
    types.put("enum " + scope + "." + type.getName(), members);
  }

  private static void add(
      ServiceDescriptorProto service, String scope, Map<String, SortedMap<String, String>> types) {
    SortedMap<String, String> members = new TreeMap<>();
    for (MethodDescriptorProto method : service.getMethodList()) {
      members.put(
          method.getName(),
          (method.getClientStreaming() ? "stream " : "")
              + withoutDot(method.getInputType())
              + " -> "
              + (method.getServerStreaming() ? "stream " : "")
              + withoutDot(method.getOutputType()));
    }
    types.put("service " + scope + "." + service.getName(), members);
  }

  private static String describe(
      FieldDescriptorProto field,
      DescriptorProto message,
      Map<String, DescriptorProto> mapEntries) {
    List<String> words = new ArrayList<>();
    words.add(field.getName() + ":");
    DescriptorProto entry = mapEntries.get(withoutDot(field.getTypeName()));
    if (entry != null) {
      words.add("map<" + type(entry.getField(0)) + ", " + type(entry.getField(1)) + ">");
    } else {
      if (field.getLabel() == Label.LABEL_REPEATED) {
        words.add("repeated");
      }
      if (field.getProto3Optional()) {
        words.add("optional");
      }
      words.add(type(field));
    }
    if (field.hasOneofIndex() && !field.getProto3Optional()) {
      words.add("in " + message.getOneofDecl(field.getOneofIndex()).getName());
    }
    if (!field.getJsonName().equals(camelCase(field.getName()))) {
      words.add("as " + field.getJsonName());
    }
    return String.join(" ", words);
  }

  private static String type(FieldDescriptorProto field) {
    return field.getType() == Type.TYPE_MESSAGE || field.getType() == Type.TYPE_ENUM
        ? withoutDot(field.getTypeName())
        : field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
  }

  private static String withoutDot(String typeName) {
    return typeName.startsWith(".") ? typeName.substring(1) : typeName;
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(
          camel.length() == 0 || word.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }
}

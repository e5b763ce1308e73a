package io.stillhouse.protos;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what has no comment: the sign that a reader must guess what it means. */
final class Comments {
  private final Set<List<Integer>> commented = new HashSet<>();
  private final List<String> missing = new ArrayList<>();
  private int seen;

  private Comments(FileDescriptorProto file) {
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      if (!location.getLeadingComments().isBlank() || !location.getTrailingComments().isBlank()) {
        commented.add(location.getPathList());
      }
    }
    String scope = file.getPackage();
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      visit(
          file.getMessageType(i), scope, List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < file.getEnumTypeCount(); i++) {
      visit(file.getEnumType(i), scope, List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < file.getServiceCount(); i++) {
      visit(file.getService(i), scope, List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i));
    }
  }

  /**
   * What was looked at and what lacks a comment.
   *
   * @param seen messages, fields, enums, values, services and methods looked at
   * @param missing the full names of those without a comment
   */
  record Finding(int seen, List<String> missing) {}

  /** Looks at the files of one package. */
  static Finding in(FileDescriptorSet files, String protoPackage) {
    int seen = 0;
    List<String> missing = new ArrayList<>();
    for (FileDescriptorProto file : files.getFileList()) {
      if (file.getPackage().equals(protoPackage)) {
        Comments comments = new Comments(file);
        seen += comments.seen;
        missing.addAll(comments.missing);
      }
    }
    return new Finding(seen, missing);
  }

  private void visit(DescriptorProto message, String scope, List<Integer> path) {
    if (message.getOptions().getMapEntry()) {
      return;
    }
    String name = scope + "." + message.getName();
    look(name, path);
    for (int i = 0; i < message.getFieldCount(); i++) {
      look(
          name + "." + message.getField(i).getName(),
          inside(path, DescriptorProto.FIELD_FIELD_NUMBER, i));
    }
    for (int i = 0; i < message.getNestedTypeCount(); i++) {
      visit(
          message.getNestedType(i),
          name,
          inside(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < message.getEnumTypeCount(); i++) {
      visit(message.getEnumType(i), name, inside(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
    }
  }

  private void visit(EnumDescriptorProto type, String scope, List<Integer> path) {
    String name = scope + "." + type.getName();
    look(name, path);
    for (int i = 0; i < type.getValueCount(); i++) {
      look(
          name + "." + type.getValue(i).getName(),
          inside(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i));
    }
  }

  private void visit(ServiceDescriptorProto service, String scope, List<Integer> path) {
    String name = scope + "." + service.getName();
    look(name, path);
    for (int i = 0; i < service.getMethodCount(); i++) {
      look(
          name + "." + service.getMethod(i).getName(),
          inside(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER, i));
    }
  }

  private void look(String name, List<Integer> path) {
    seen++;
    if (!commented.contains(path)) {
      missing.add(name);
    }
  }

  private static List<Integer> inside(List<Integer> path, int field, int index) {
    List<Integer> inner = new ArrayList<>(path);
    inner.add(field);
    inner.add(index);
    return inner;
  }
}

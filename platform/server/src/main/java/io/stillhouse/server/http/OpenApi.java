package io.stillhouse.server.http;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.ExtensionRegistry;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenAPI document of the HTTP API, made from the protos: their annotations and comments. */
public final class OpenApi {
  private static final String DESCRIPTORS = "/io/stillhouse/api/stillhouse-v1.protobin";
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_.]+)(?:=([^}]*))?}");
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private final String json;

  /** From the class path. */
  public OpenApi() {
    this.json = GSON.toJson(document(read()));
  }

  /** The document. */
  public String json() {
    return json;
  }

  /** Serves the document. */
  public HttpService service() {
    return (context, request) -> HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, json);
  }

  private static FileDescriptorSet read() {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(extensions);
    try (InputStream content = OpenApi.class.getResourceAsStream(DESCRIPTORS)) {
      if (content == null) {
        throw new IllegalStateException(DESCRIPTORS + " is not on the class path");
      }
      return FileDescriptorSet.parseFrom(content, extensions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> document(FileDescriptorSet files) {
    Schemas schemas = new Schemas(files);
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    List<Object> tags = new ArrayList<>();
    for (FileDescriptorProto file : files.getFileList()) {
      if (!file.getPackage().equals("stillhouse.v1")) {
        continue;
      }
      for (int i = 0; i < file.getServiceCount(); i++) {
        ServiceDescriptorProto service = file.getService(i);
        tags.add(
            Map.of("name", service.getName(), "description", schemas.comment(file, List.of(6, i))));
        for (int j = 0; j < service.getMethodCount(); j++) {
          MethodDescriptorProto method = service.getMethod(j);
          HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
          String comment = schemas.comment(file, List.of(6, i, 2, j));
          add(paths, schemas, service, method, rule, comment, "");
          for (int k = 0; k < rule.getAdditionalBindingsCount(); k++) {
            add(
                paths,
                schemas,
                service,
                method,
                rule.getAdditionalBindings(k),
                comment,
                "_" + (k + 2));
          }
        }
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of("title", "Stillhouse", "version", "v1", "description", "The same as over gRPC."));
    document.put("tags", tags);
    document.put("paths", paths);
    document.put("components", components(schemas));
    document.put("security", List.of(Map.of(), Map.of("token", List.of())));
    return document;
  }

  private static Map<String, Object> components(Schemas schemas) {
    return Map.of(
        "schemas",
        schemas.all(),
        "securitySchemes",
        Map.of("token", Map.of("type", "http", "scheme", "bearer")),
        "responses",
        Map.of(
            "Error",
            Map.of(
                "description",
                "Why there is no answer: a google.rpc.Status whose details name the fields.",
                "content",
                Map.of(
                    "application/json",
                    Map.of("schema", Map.of("$ref", "#/components/schemas/Status"))))));
  }

  private static void add(
      Map<String, Map<String, Object>> paths,
      Schemas schemas,
      ServiceDescriptorProto service,
      MethodDescriptorProto method,
      HttpRule rule,
      String comment,
      String suffix) {
    String verb =
        switch (rule.getPatternCase()) {
          case GET -> "get";
          case POST -> "post";
          case PUT -> "put";
          case PATCH -> "patch";
          case DELETE -> "delete";
          default ->
              throw new IllegalStateException(method.getName() + " has no google.api.http rule");
        };
    String template =
        switch (rule.getPatternCase()) {
          case GET -> rule.getGet();
          case POST -> rule.getPost();
          case PUT -> rule.getPut();
          case PATCH -> rule.getPatch();
          default -> rule.getDelete();
        };
    List<Object> parameters = new ArrayList<>();
    List<String> bound = new ArrayList<>();
    String path = path(template, parameters, bound, schemas, method.getInputType());
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", service.getName() + "_" + method.getName() + suffix);
    operation.put("tags", List.of(service.getName()));
    operation.put("description", comment);
    if (rule.getBody().isEmpty()) {
      parameters.addAll(schemas.queryParameters(method.getInputType(), bound));
    } else {
      operation.put(
          "requestBody",
          Map.of(
              "required",
              true,
              "content",
              Map.of(
                  "application/json",
                  Map.of("schema", schemas.body(method.getInputType(), rule.getBody())))));
      if (!rule.getBody().equals("*")) {
        bound.add(rule.getBody());
        parameters.addAll(schemas.queryParameters(method.getInputType(), bound));
      }
    }
    operation.put("parameters", parameters);
    operation.put("responses", responses(schemas, method));
    paths.computeIfAbsent(path, key -> new TreeMap<>()).put(verb, operation);
  }

  private static Map<String, Object> responses(Schemas schemas, MethodDescriptorProto method) {
    Map<String, Object> schema = schemas.reference(method.getOutputType());
    Map<String, Object> content;
    if (method.getOutputType().equals(".google.api.HttpBody")) {
      content = Map.of("*/*", Map.of("schema", Map.of("type", "string", "format", "binary")));
    } else if (method.getServerStreaming()) {
      content = Map.of("text/event-stream", Map.of("schema", schema));
    } else {
      content = Map.of("application/json", Map.of("schema", schema));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", Map.of("description", "The answer.", "content", content));
    responses.put("default", Map.of("$ref", "#/components/responses/Error"));
    return responses;
  }

  /** A template as OpenAPI has paths: each {@code *} of a resource name is a parameter. */
  private static String path(
      String template,
      List<Object> parameters,
      List<String> bound,
      Schemas schemas,
      String messageType) {
    StringBuilder path = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(template);
    int end = 0;
    while (matcher.find()) {
      path.append(template, end, matcher.start());
      end = matcher.end();
      String field = matcher.group(1);
      bound.add(field.contains(".") ? field.substring(0, field.indexOf('.')) : field);
      String form = matcher.group(2) == null ? "*" : matcher.group(2);
      String before = "";
      List<String> segments = new ArrayList<>();
      for (String segment : form.split("/", -1)) {
        if (segment.equals("*") || segment.equals("**")) {
          String name = before.isEmpty() ? field : before.replaceAll("s$", "");
          segments.add("{" + name + "}");
          parameters.add(
              Map.of(
                  "name",
                  name,
                  "in",
                  "path",
                  "required",
                  true,
                  "description",
                  schemas.fieldComment(messageType, field),
                  "schema",
                  Map.of("type", "string")));
        } else {
          segments.add(segment);
        }
        before = segment;
      }
      path.append(String.join("/", segments));
    }
    return path.append(template.substring(end)).toString();
  }
}

package io.stillhouse.training.tensorfile;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file, read as if its writer meant harm: exactly the keys of the
 * format, each once, and byte ranges that tile the data without gap or overlap.
 */
record TensorHeader(Map<String, String> metadata, Map<String, TensorInfo> tensors) {
  static final String METADATA_KEY = "__metadata__";

  static TensorHeader parse(Path file, ByteBuffer json, long dataBytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw new TensorFormatException(file, "the header is not valid UTF-8");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (name.equals(METADATA_KEY)) {
          if (!metadata.isEmpty()) {
            throw new TensorFormatException(file, "the header has %s twice", METADATA_KEY);
          }
          readMetadata(file, reader, metadata);
        } else if (tensors.put(name, readTensor(file, name, reader)) != null) {
          throw new TensorFormatException(file, "the header names tensor '%s' twice", name);
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new TensorFormatException(file, "the header has something after its JSON object");
      }
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | NumberFormatException e) {
      throw new TensorFormatException(
          file, "the header is not as expected: %s", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new TensorFormatException(file, "%s", String.valueOf(e.getMessage()));
    }
    requireTiling(file, tensors.values(), dataBytes);
    return new TensorHeader(metadata, tensors);
  }

  private static void readMetadata(Path file, JsonReader reader, Map<String, String> metadata)
      throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (reader.peek() != JsonToken.STRING) {
        throw new TensorFormatException(file, "metadata '%s' is not a text", key);
      }
      if (metadata.put(key, reader.nextString()) != null) {
        throw new TensorFormatException(file, "metadata '%s' is given twice", key);
      }
    }
    reader.endObject();
  }

  private static TensorInfo readTensor(Path file, String name, JsonReader reader)
      throws IOException {
    List<ElementType> type = new ArrayList<>(1);
    List<List<Long>> shape = new ArrayList<>(1);
    List<List<Long>> offsets = new ArrayList<>(1);
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      switch (key) {
        case "dtype" -> {
          String formatName = reader.nextString();
          type.add(
              ElementType.named(formatName)
                  .orElseThrow(
                      () ->
                          new TensorFormatException(
                              file, "tensor '%s' has the unknown dtype '%s'", name, formatName)));
        }
        case "shape" -> shape.add(readNumbers(file, name, reader, TensorInfo.MAXIMUM_RANK));
        case "data_offsets" -> offsets.add(readNumbers(file, name, reader, 2));
        default ->
            throw new TensorFormatException(
                file, "tensor '%s' has the unknown key '%s'", name, key);
      }
    }
    reader.endObject();
    if (type.size() != 1 || shape.size() != 1 || offsets.size() != 1) {
      throw new TensorFormatException(
          file, "tensor '%s' needs dtype, shape and data_offsets, each once", name);
    }
    if (offsets.get(0).size() != 2) {
      throw new TensorFormatException(file, "data_offsets of '%s' are not two numbers", name);
    }
    return new TensorInfo(
        name, type.get(0), shape.get(0), offsets.get(0).get(0), offsets.get(0).get(1));
  }

  private static List<Long> readNumbers(Path file, String name, JsonReader reader, int limit)
      throws IOException {
    List<Long> numbers = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      if (numbers.size() == limit) {
        throw new TensorFormatException(
            file, "tensor '%s' lists more than %d numbers", name, limit);
      }
      String text = reader.peek() == JsonToken.NUMBER ? reader.nextString() : "";
      if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new TensorFormatException(
            file, "tensor '%s' has a size or offset that is not a natural number", name);
      }
      numbers.add(Long.parseLong(text));
    }
    reader.endArray();
    return numbers;
  }

  private static void requireTiling(Path file, Iterable<TensorInfo> tensors, long dataBytes)
      throws TensorFormatException {
    List<TensorInfo> inOrder = new ArrayList<>();
    tensors.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    long position = 0;
    for (TensorInfo tensor : inOrder) {
      if (tensor.begin() != position) {
        throw new TensorFormatException(
            file,
            "tensor '%s' begins at byte %d where %d was expected: tensors overlap or leave a gap",
            tensor.name(),
            tensor.begin(),
            position);
      }
      position = tensor.end();
    }
    if (position != dataBytes) {
      throw new TensorFormatException(
          file,
          "the header describes %d bytes of data but the file holds %d: truncated or damaged",
          position,
          dataBytes);
    }
  }
}

package io.stillhouse.steps.modelexport.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.stillhouse.training.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An ONNX graph in the making. Values are named by their node's operator and number; constants bear
 * the name they are given. The first axis of every input and output is called {@code batch} and may
 * have any size.
 */
final class OnnxGraph {
  private final GraphProto.Builder graph;
  private final Set<String> constants = new HashSet<>();

  OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  GraphProto build() {
    return graph.build();
  }

  /** A float32 input. */
  String input(String name, String documentation, long... otherAxes) {
    graph.addInput(value(name, documentation, otherAxes));
    return name;
  }

  /** Makes a value an output under another name. */
  void output(String name, String value, String documentation, long... otherAxes) {
    graph.addNode(
        NodeProto.newBuilder().setName(name).setOpType("Identity").addInput(value).addOutput(name));
    graph.addOutput(value(name, documentation, otherAxes));
  }

  /** The result of an operator of the standard set. */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = operator + "_" + graph.getNodeCount();
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(Arrays.asList(attributes)));
    return name;
  }

  /** A float32 constant; one that is there already is not added again. */
  String constant(Tensor tensor) {
    if (constants.add(tensor.name())) {
      ByteBuffer bytes = littleEndian(Float.BYTES * tensor.values().length);
      bytes.asFloatBuffer().put(tensor.values());
      add(tensor.name(), TensorProto.DataType.FLOAT, tensor.shape(), bytes);
    }
    return tensor.name();
  }

  /** A float32 constant without axes. */
  String scalar(String name, float value) {
    return constant(new Tensor(name, List.of(), new float[] {value}));
  }

  /** A list of int64. */
  String integers(String name, long... values) {
    if (constants.add(name)) {
      ByteBuffer bytes = littleEndian(Long.BYTES * values.length);
      bytes.asLongBuffer().put(values);
      add(name, TensorProto.DataType.INT64, List.of((long) values.length), bytes);
    }
    return name;
  }

  private void add(String name, TensorProto.DataType type, List<Long> shape, ByteBuffer bytes) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .addAllDims(shape)
            .setRawData(ByteString.copyFrom(bytes)));
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueInfoProto value(String name, String documentation, long... otherAxes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    for (long size : otherAxes) {
      shape.addDimBuilder().setDimValue(size);
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setDocString(documentation)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}

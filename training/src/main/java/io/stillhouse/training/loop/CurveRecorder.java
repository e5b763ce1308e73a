package io.stillhouse.training.loop;

import io.stillhouse.training.modelfile.CurvePoint;
import io.stillhouse.training.modelfile.TrainingHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects points of curves and passes them on. */
final class CurveRecorder {
  private final Map<String, List<CurvePoint>> curves = new LinkedHashMap<>();
  private final TrainingListener listener;

  CurveRecorder(TrainingListener listener, TrainingHistory before) {
    this.listener = listener;
    before.curves().forEach((name, points) -> curves.put(name, new ArrayList<>(points)));
  }

  void add(String curve, long step, double value) {
    curves.computeIfAbsent(curve, name -> new ArrayList<>()).add(new CurvePoint(step, value));
    listener.points().add(curve, step, value);
  }

  TrainingHistory history() {
    return new TrainingHistory(curves);
  }
}

package io.stillhouse.server.artifacts.preview;

import com.google.protobuf.ByteString;
import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.server.files.Predictions;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.Example;
import io.stillhouse.v1.ExampleCell;
import io.stillhouse.v1.ListExamplesRequest;
import io.stillhouse.v1.ListExamplesResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the images behind the cells of the table right/wrong of teacher and student. */
public final class Examples {
  private final ArtifactFolder metrics;
  private final Evaluation evaluation;
  private final Optional<ArtifactReference> dataset;

  /**
   * Of an evaluation.
   *
   * @param dataset the dataset that was evaluated on, if it is known
   */
  public Examples(
      ArtifactFolder metrics, Evaluation evaluation, Optional<ArtifactReference> dataset) {
    this.metrics = metrics;
    this.evaluation = evaluation;
    this.dataset = dataset;
  }

  /** The images that a request asks for. */
  public ListExamplesResponse list(ListExamplesRequest request) throws IOException {
    Predictions answers =
        Predictions.of(metrics)
            .filter(Predictions::hasOneLabel)
            .orElseThrow(
                () ->
                    ApiException.notNow(
                        "the evaluation kept no predictions with one label an image"));
    String student = student(request, answers);
    String teacher = teacher(request, student, answers);
    List<Integer> images = new ArrayList<>();
    for (int image = 0; image < answers.images(); image++) {
      boolean ofLabel =
          !request.hasLabel()
              || request.getLabel() < 0
              || request.getLabel() == answers.label(image);
      if (ofLabel && isIn(request.getCell(), answers, student, teacher, image)) {
        images.add(image);
      }
    }
    images.sort(Comparator.comparingDouble(image -> -confidence(answers, teacher, image)));
    if (request.getPageSize() > 200) {
      throw ApiException.invalid("page_size", "is 1 to 200, not " + request.getPageSize());
    }
    Pages<Integer> page = Pages.of(images, request.getPageSize(), request.getPageToken(), 24);
    Map<Long, byte[]> pictures = pictures(page.items(), answers);
    ListExamplesResponse.Builder response =
        ListExamplesResponse.newBuilder()
            .setTotalSize(images.size())
            .setNextPageToken(page.nextPageToken());
    for (int image : page.items()) {
      byte[] picture = pictures.get(answers.id(image));
      response.addExamples(
          Example.newBuilder()
              .setId(answers.id(image))
              .setLabel(answers.label(image))
              .setStudentPrediction(answers.prediction(student, image))
              .setStudentConfidence(confidence(answers, student, image))
              .setTeacherPrediction(answers.prediction(teacher, image))
              .setTeacherConfidence(confidence(answers, teacher, image))
              .setPng(picture == null ? ByteString.EMPTY : ByteString.copyFrom(picture)));
    }
    return response.build();
  }

  private static boolean isIn(
      ExampleCell cell, Predictions answers, String student, String teacher, int image) {
    boolean studentRight = answers.prediction(student, image) == answers.label(image);
    boolean teacherRight = answers.prediction(teacher, image) == answers.label(image);
    return switch (cell) {
      case EXAMPLE_CELL_UNSPECIFIED -> true;
      case BOTH_RIGHT -> studentRight && teacherRight;
      case TEACHER_ONLY_RIGHT -> !studentRight && teacherRight;
      case STUDENT_ONLY_RIGHT -> studentRight && !teacherRight;
      case NEITHER_RIGHT -> !studentRight && !teacherRight;
      case UNRECOGNIZED -> throw ApiException.invalid("cell", "is not one of the four cells");
    };
  }

  private static double confidence(Predictions answers, String model, int image) {
    double[] probabilities = Softmax.of(answers.logits(model, image));
    return probabilities[Predictions.largest(probabilities)];
  }

  private String student(ListExamplesRequest request, Predictions answers) {
    String name =
        request.getStudent().isEmpty()
            ? evaluation.getDistillationsList().stream()
                .findFirst()
                .map(Distillation::getStudent)
                .orElse("")
            : request.getStudent();
    return known("student", name, answers);
  }

  private String teacher(ListExamplesRequest request, String student, Predictions answers) {
    String name =
        request.getTeacher().isEmpty()
            ? evaluation.getDistillationsList().stream()
                .filter(distillation -> distillation.getStudent().equals(student))
                .findFirst()
                .map(Distillation::getTeacher)
                .orElse("")
            : request.getTeacher();
    return known("teacher", name, answers);
  }

  private static String known(String field, String name, Predictions answers) {
    if (!answers.has(name)) {
      throw ApiException.invalid(
          field,
          "there is no model '" + name + "'; there are " + String.join(", ", answers.models()));
    }
    return name;
  }

  private Map<Long, byte[]> pictures(List<Integer> images, Predictions answers) throws IOException {
    Map<Long, byte[]> pictures = new HashMap<>();
    if (dataset.isEmpty() || images.isEmpty()) {
      return pictures;
    }
    Optional<Split> split;
    try {
      split =
          ImageDataset.open(new ArtifactReader(metrics.store()).materialise(dataset.get()))
              .findSplit(evaluation.getSplit());
    } catch (CorruptArtifactException | ObjectNotFoundException e) {
      return pictures; // gc may have taken the dataset: the table stays true without its images.
    }
    if (split.isPresent()) {
      Map<Long, Integer> rows = new HashMap<>();
      for (int row = 0; row < split.get().size(); row++) {
        rows.put(split.get().id(row), row);
      }
      for (int image : images) {
        Integer row = rows.get(answers.id(image));
        if (row != null) {
          pictures.put(answers.id(image), ImagePng.of(split.get(), row));
        }
      }
    }
    return pictures;
  }
}

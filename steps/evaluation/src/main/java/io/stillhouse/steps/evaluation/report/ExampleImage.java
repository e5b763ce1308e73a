package io.stillhouse.steps.evaluation.report;

/**
 * An image of the split that stands for one cell of the right/wrong table.
 *
 * @param cell the cell
 * @param id the image's number in the dataset
 * @param png the image as PNG
 * @param label index of the true class
 * @param teacherPrediction index of the class that the teacher named
 * @param studentPrediction index of the class that the student named
 */
public record ExampleImage(
    RightWrong cell,
    long id,
    byte[] png,
    int label,
    int teacherPrediction,
    int studentPrediction) {}

package io.stillhouse.steps.explanation;

/**
 * Where does a model see a class in an image?
 *
 * @param row the image's row in its split
 * @param id its number in the dataset
 * @param patient whom it is of; its own row where nobody knows
 * @param target the class that is looked for
 */
record Question(int row, long id, long patient, int target) {}

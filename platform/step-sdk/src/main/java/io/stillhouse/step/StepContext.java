package io.stillhouse.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a step may ask for while it runs. Safe for use by several threads. */
public interface StepContext {

  /** The component's parameters, defaults filled in. */
  Parameters parameters();

  /**
   * A file or folder of this machine with what a parameter of type source names.
   *
   * @throws InvalidInputException if the parameter has no value, or one that is no place here
   */
  Path source(String parameter);

  /**
   * The artifact of an input that must be wired to exactly one.
   *
   * @throws InvalidInputException if there is none, or more than one
   */
  InputArtifact input(String name);

  /**
   * The artifact of an optional input.
   *
   * @throws InvalidInputException if there is more than one
   */
  Optional<InputArtifact> optionalInput(String name);

  /** The artifacts of a list input, in the order of the items; none if nothing is wired to it. */
  List<InputArtifact> inputs(String name);

  /** The artifacts of every wired input by its name, sorted by it. */
  SortedMap<String, List<InputArtifact>> allInputs();

  /** How the artifacts of all inputs came to be, for whoever documents what they were made from. */
  Lineage lineage();

  /**
   * An output, to be filled with files.
   *
   * @throws IllegalArgumentException if the component does not declare it
   */
  OutputArtifact output(String name);

  /** The step's checkpoints, shared by all attempts. */
  Checkpoints checkpoints();

  /** Tells the user what is going on. */
  Reporter reporter();

  /**
   * Sets a final figure, for conditions, tables and gates: {@code result("validation.accuracy",
   * 0.93)}. The last value set counts.
   *
   * @throws IllegalArgumentException if the value is NaN or infinite: leave out what is undefined
   */
  void result(String metric, double value);

  /**
   * The Flink session on which the step is to do its work on many shards; empty: it does it in this
   * process. What comes of it must be the same, byte for byte.
   */
  Optional<ShardSession> session();

  /** The threads that the step may keep busy: its whole cores, 1 or more. */
  int threads();

  /**
   * An empty folder for temporary files, on the store's disk if it is local. Deleted at the end.
   */
  Path workDirectory();

  /**
   * Whether the step was told to stop. It then has less than 25 s to save a checkpoint and throw
   * {@link StepStoppedException}. A long loop asks in every turn.
   */
  boolean stopRequested();
}

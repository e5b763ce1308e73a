package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.State;
import java.util.List;

/**
 * Where an artifact comes from, or what was made of it.
 *
 * @param artifacts every artifact met, the one asked for first
 * @param steps every attempt met
 * @param links which artifact went into, or came out of, which attempt
 * @param complete whether nothing was left out for being too far away or too much
 */
public record Lineage(
    List<Artifact> artifacts, List<StepNode> steps, List<Link> links, boolean complete) {

  /** Which way to look. */
  public enum Direction {
    /** To what it was made of. */
    UPSTREAM,
    /** To what was made of it. */
    DOWNSTREAM
  }

  /** Copies the lists. */
  public Lineage {
    artifacts = List.copyOf(artifacts);
    steps = List.copyOf(steps);
    links = List.copyOf(links);
  }

  /**
   * An artifact.
   *
   * @param reference where it lies, its type and digest
   * @param servedTo the steps, of whichever run, that have it as their output from the cache
   */
  public record Artifact(ArtifactReference reference, List<StepName> servedTo) {

    /** Copies the list. */
    public Artifact {
      servedTo = List.copyOf(servedTo);
    }
  }

  /**
   * A step of a run.
   *
   * @param run the run
   * @param step the step's name within it
   */
  public record StepName(RunLayout run, String step) {}

  /**
   * An attempt that read or wrote artifacts.
   *
   * @param folder the attempt's folder in the store
   * @param name the step
   * @param attempt the attempt's number
   * @param component the step's component
   * @param state the state of the step
   */
  public record StepNode(
      String folder, StepName name, int attempt, String component, State state) {}

  /**
   * An artifact that an attempt read or wrote.
   *
   * @param path the artifact's path
   * @param folder the attempt's folder
   * @param port the name of the input or output
   * @param role what the artifact is to the attempt
   */
  public record Link(String path, String folder, String port, Role role) {}

  /** What an artifact is to an attempt. */
  public enum Role {
    /** Read by it. */
    INPUT,
    /** Written by it. */
    OUTPUT
  }
}

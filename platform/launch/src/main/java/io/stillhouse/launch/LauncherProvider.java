package io.stillhouse.launch;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Makes launchers of one kind; found on the class path as a service. */
public interface LauncherProvider {

  /** What a user calls it: {@code docker}. */
  String name();

  /**
   * Settings that say how this machine reaches the platform ({@code kubeconfig}), not where steps
   * go ({@code namespace}). They are not kept with a run, which another machine may go on with.
   */
  Set<String> accessSettings();

  /** Whether attempts use the cores and the memory of this machine. */
  boolean startsOnThisMachine();

  /**
   * A launcher for the attempts of one run.
   *
   * @throws IllegalArgumentException if a setting is not known, or its value is wrong
   * @throws BackendUnreachableException if the platform cannot be reached or lets nobody in
   */
  StepLauncher open(LaunchContext context);

  /**
   * Looks whether the platform has what runs need, before there is one: that it can be reached,
   * rights, images, GPUs. Starts nothing.
   *
   * @return what was found, in the order in which a person is to read it
   * @throws IllegalArgumentException if a setting is not known, or its value is wrong
   */
  default List<Finding> examine(Examination examination) {
    return List.of();
  }

  /**
   * What the platform has of the runs of a store.
   *
   * @param store the root of the store
   * @param environment this process's environment
   * @throws IllegalArgumentException if a setting is not known, or its value is wrong
   * @throws BackendUnreachableException if the platform cannot be reached or lets nobody in
   */
  Leftovers leftovers(URI store, Map<String, String> settings, Map<String, String> environment);

  /** Whether the platform can run the controller of a run, so that this machine may go away. */
  default boolean runsControllers() {
    return false;
  }

  /**
   * Lets the platform take a run to its end. Whoever asks twice for one run gets one controller.
   *
   * @param atWork whether somebody has taken the run by now, or it has ended already
   * @return what was started and where, for a person
   * @throws LaunchException if it cannot do its work; nothing of it is left then
   * @throws IllegalArgumentException if a setting is not known, or its value is wrong
   * @throws BackendUnreachableException if the platform cannot be reached
   */
  default String startController(ControllerRequest request, BooleanSupplier atWork)
      throws LaunchException {
    throw new UnsupportedOperationException(name() + " runs no controllers");
  }

  /**
   * What the platform would be given for these attempts, in its own language. Asks nobody and
   * starts nothing.
   *
   * @param environment this process's environment
   * @return the text; empty if the platform has no language for it
   * @throws IllegalArgumentException if a setting is not known or wrong, or a step asks for what
   *     the platform does not have; tells all of it
   */
  default Optional<String> manifest(
      List<LaunchRequest> requests, Map<String, String> settings, Map<String, String> environment) {
    return Optional.empty();
  }
}

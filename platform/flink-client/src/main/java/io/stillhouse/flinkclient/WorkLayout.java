package io.stillhouse.flinkclient;

/**
 * The keys of what a step and its workers on a session tell each other about one piece of work.
 *
 * @param folder the folder of it all
 */
public record WorkLayout(String folder) {

  /** The {@link WorkerProgram}. */
  public String program() {
    return folder + "/program";
  }

  /** What every worker has to know. */
  public String work() {
    return folder + "/work";
  }

  /** The folder of the tasks. */
  public String tasks() {
    return folder + "/tasks";
  }

  /** The task with that name. */
  public String task(String name) {
    return tasks() + "/" + name;
  }

  /** The folder of the results. */
  public String results() {
    return folder + "/results";
  }

  /** What came of the task with that name; there once it is done. */
  public String result(String name) {
    return results() + "/" + name;
  }

  /** Why a worker could not do a task; created if absent. */
  public String failure() {
    return folder + "/failure";
  }
}

package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.run.ErrorClass;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a "no" of the API server means.
 *
 * @param errorClass whether trying again can help
 * @param message whole sentences for a person: what, where, what to do about it
 */
record ApiRefusal(ErrorClass errorClass, String message) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int INVALID = 422;
  private static final int BAD_REQUEST = 400;
  private static final String QUOTA = "exceeded quota";

  /**
   * Of an exception.
   *
   * @param doing what was being done: {@code create Job x}
   * @param where the cluster and the namespace in words
   */
  static ApiRefusal of(KubernetesClientException e, String doing, String where) {
    String said = said(e);
    String what = "cannot " + doing + " in " + where + ": ";
    return switch (e.getCode()) {
      case UNAUTHORIZED ->
          new ApiRefusal(
              ErrorClass.INFRASTRUCTURE,
              what
                  + "the cluster does not know who asks ("
                  + said
                  + "). Log in again, or check the user of the kubeconfig's context.");
      case FORBIDDEN ->
          said.contains(QUOTA)
              ? new ApiRefusal(ErrorClass.UNSCHEDULABLE, what + quota(said))
              : new ApiRefusal(
                  ErrorClass.INVALID_INPUT,
                  what
                      + "the cluster forbids it. "
                      + said
                      + ". Give that account the right (the manifests in k8s/ have all that are"
                      + " needed), or use another context.");
      case NOT_FOUND ->
          new ApiRefusal(
              ErrorClass.INVALID_INPUT,
              what
                  + said
                  + ". Create it (kubectl create namespace ...), or set another namespace.");
      case INVALID, BAD_REQUEST ->
          new ApiRefusal(
              ErrorClass.INVALID_INPUT,
              what
                  + "the cluster finds it invalid: "
                  + causes(e).orElse(said)
                  + ". Correct the step, or the launcher's settings.");
      default ->
          new ApiRefusal(
              ErrorClass.INFRASTRUCTURE,
              what
                  + (e.getCode() <= 0
                      ? "the API server cannot be reached (" + rootCause(e) + ")"
                      : "the API server answers " + e.getCode() + " (" + said + ")")
                  + ". It was tried again for a while; see whether the cluster is well.");
    };
  }

  /** What to say about a quota that leaves no room. */
  static String quota(String said) {
    return "a quota of the namespace leaves no room: "
        + said
        + ". Let fewer steps run at a time (limits), ask for less, or raise the quota.";
  }

  LaunchException asException(Throwable cause) {
    return new LaunchException(errorClass, message, cause);
  }

  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }

  private static Optional<String> causes(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getDetails)
        .map(
            details ->
                details.getCauses().stream()
                    .map(cause -> cause.getField() + ": " + cause.getMessage())
                    .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }

  private static String rootCause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}

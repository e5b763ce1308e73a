package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.model.Info;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.Check;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.model.resource.MemoryShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks whether an engine has what steps need. */
final class EngineExamination {
  private static final String ENGINE = "docker engine";

  private final EngineAddress address;
  private final DockerSettings settings;
  private final Examination examination;

  EngineExamination(EngineAddress address, DockerSettings settings, Examination examination) {
    this.address = address;
    this.settings = settings;
    this.examination = examination;
  }

  /** Everything that was found; nothing more once the engine cannot be reached. */
  List<Finding> find() {
    try (Engine engine = Engine.connect(address)) {
      Info info = engine.calls().infoCmd().exec();
      List<Check> checks = new ArrayList<>();
      checks.add(() -> engine(info));
      checks.add(() -> limits(info));
      checks.add(this::store);
      if (examination.gpus() > 0) {
        checks.add(() -> gpus(info));
      }
      Images images = new Images(engine, settings.pullPolicy());
      examination.images().forEach(image -> checks.add(() -> image(images, image)));
      return checks.stream().map(Check::find).toList();
    } catch (BackendUnreachableException e) {
      return List.of(unreachable(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      return List.of(
          Finding.failed(
              ENGINE, EngineFailure.words(e), "look at the engine's log: journalctl -u docker"));
    }
  }

  private Finding engine(Info info) {
    Long memory = info.getMemTotal();
    return Finding.ok(
        ENGINE,
        info.getServerVersion()
            + " at "
            + address
            + ", "
            + info.getNCPU()
            + " cores, "
            + MemoryShape.shown(memory == null ? 0 : memory));
  }

  /** The message has what was found before a semicolon, and what to do behind it. */
  private static Finding unreachable(String message) {
    String[] parts = message.split("; ", 2);
    return Finding.failed(ENGINE, parts[0], parts.length > 1 ? parts[1] : "start it");
  }

  private static Finding limits(Info info) {
    String subject = "docker limits";
    if (!Boolean.TRUE.equals(info.getMemoryLimit())
        || !Boolean.TRUE.equals(info.getCpuCfsQuota())) {
      return Finding.failed(
          subject,
          "the engine cannot hold containers to their cores and memory",
          "give its kernel the cgroup controllers cpu and memory");
    }
    return Boolean.TRUE.equals(info.getSwapLimit())
        ? Finding.ok(subject, "containers are held to their cores and memory")
        : Finding.warning(
            subject,
            "containers that need more memory than they have may swap instead of ending",
            "boot the engine's machine with swapaccount=1, or without swap");
  }

  private Finding store() {
    boolean here = StepMounts.localStore(examination.store()).isPresent();
    return !here || address.isThisMachine()
        ? Finding.ok(
            "docker store",
            here ? "containers see the store's folder" : "containers reach the store by themselves")
        : Finding.failed(
            "docker store",
            "the engine is on another machine, which cannot see " + examination.store(),
            "use a store that both reach: --store gs://bucket/prefix");
  }

  private Finding gpus(Info info) {
    String subject = "docker GPUs";
    Map<String, ?> runtimes = info.getRuntimes() == null ? Map.of() : info.getRuntimes();
    int named = settings.gpus().size();
    if (named > 0 && named < examination.gpus()) {
      return Finding.failed(
          subject,
          "a step asks for " + examination.gpus() + " GPUs, the setting docker.gpus names " + named,
          "name more, or ask for fewer");
    }
    return runtimes.containsKey("nvidia")
        ? Finding.ok(subject, "the engine has the NVIDIA runtime")
        : Finding.failed(
            subject,
            "a step asks for " + examination.gpus() + " GPUs, the engine has no GPU runtime",
            "install the NVIDIA driver and the NVIDIA Container Toolkit (nvidia-ctk runtime"
                + " configure --runtime=docker) and restart the engine");
  }

  private Finding image(Images images, String image) {
    String subject = "image";
    if (images.isPresent(image)) {
      return Finding.ok(subject, image);
    }
    return settings.pullPolicy() == PullPolicy.NEVER || ImageAdvice.isBuiltHere(image)
        ? Finding.failed(subject, "the engine does not have " + image, ImageAdvice.of(image))
        : Finding.warning(
            subject,
            "the engine does not have " + image + " and is going to fetch it",
            ImageAdvice.of(image));
  }
}

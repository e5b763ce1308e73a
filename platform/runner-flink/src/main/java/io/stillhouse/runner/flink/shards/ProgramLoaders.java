package io.stillhouse.runner.flink.shards;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.flinkclient.WorkerProgram;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class loaders of programs, and below them those of libraries with native code, which several
 * programs have in common. These stay, for native code cannot be loaded twice. Programs that were
 * not used for longest are let go.
 */
final class ProgramLoaders {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramLoaders.class);

  private final int kept;
  private final ProgramJars jars = new ProgramJars();
  private final Map<Set<String>, ClassLoader> libraries = new LinkedHashMap<>();

  /** In the order in which they were used last. */
  private final Map<List<String>, Loaded> programs = new LinkedHashMap<>(16, 0.75F, true);

  /**
   * @param kept how many programs that nobody uses stay loaded
   */
  ProgramLoaders(int kept) {
    this.kept = kept;
  }

  private static final class Loaded {
    private final URLClassLoader loader;
    private int users;

    Loaded(URLClassLoader loader) {
      this.loader = loader;
    }
  }

  synchronized Programs.Use use(WorkerProgram program, ArtifactStore store) throws IOException {
    List<String> digests = program.jars().stream().map(WorkerProgram.Jar::sha256).toList();
    Loaded loaded = programs.get(digests);
    if (loaded == null) {
      loaded = new Loaded(load(program, store));
      programs.put(digests, loaded);
    }
    loaded.users++;
    Loaded used = loaded;
    return new Programs.Use(loaded.loader, program.mainClass(), () -> leave(used));
  }

  private synchronized void leave(Loaded loaded) {
    loaded.users--;
    long idle = programs.values().stream().filter(program -> program.users == 0).count();
    for (Iterator<Loaded> oldest = programs.values().iterator();
        idle > kept && oldest.hasNext(); ) {
      Loaded candidate = oldest.next();
      if (candidate.users == 0) {
        oldest.remove();
        idle--;
        try {
          candidate.loader.close();
        } catch (IOException e) {
          LOG.warn("a program could not be let go", e);
        }
      }
    }
  }

  private URLClassLoader load(WorkerProgram program, ArtifactStore store) throws IOException {
    List<WorkerProgram.Jar> common = layer(program, WorkerProgram.Layer.NATIVE);
    Set<String> digests =
        common.stream().map(WorkerProgram.Jar::sha256).collect(Collectors.toSet());
    ClassLoader parent = libraries.get(digests);
    if (parent == null) {
      parent = new URLClassLoader("libraries", urls(common, store), new SessionClasses());
      libraries.put(digests, parent);
    }
    return new URLClassLoader(
        "program", urls(layer(program, WorkerProgram.Layer.PROGRAM), store), parent);
  }

  private static List<WorkerProgram.Jar> layer(WorkerProgram program, WorkerProgram.Layer layer) {
    return program.jars().stream().filter(jar -> jar.layer() == layer).toList();
  }

  private URL[] urls(List<WorkerProgram.Jar> layer, ArtifactStore store) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (WorkerProgram.Jar jar : layer) {
      urls.add(jars.fetch(jar, store).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}

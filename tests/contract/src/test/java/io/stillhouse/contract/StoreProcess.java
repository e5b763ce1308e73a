package io.stillhouse.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import java.nio.file.Path;

/** Another process at work in a store. */
final class StoreProcess {

  private StoreProcess() {}

  public static void main(String[] arguments) throws Exception {
    ArtifactStore store = ArtifactStores.open(arguments[1]);
    switch (arguments[0]) {
      case "race" -> race(store, arguments[2], Integer.parseInt(arguments[3]));
      case "upload" -> upload(store, Path.of(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /**
   * Waits for the start, tries to create each of a number of objects, and says which it created.
   */
  private static void race(ArtifactStore store, String name, int objects) throws Exception {
    store.replace("ready/" + name, new byte[0]);
    while (store.read("start").isEmpty()) {
      Thread.sleep(1);
    }
    for (int i = 0; i < objects; i++) {
      if (store.create("raced/" + i, name.getBytes(UTF_8))) {
        System.out.println("won " + i);
      }
    }
  }

  /** Uploads a file again and again until it is killed. */
  private static void upload(ArtifactStore store, Path file) {
    for (int i = 0; ; i++) {
      store.upload("uploaded/" + i % 3, file);
      System.out.println("uploaded " + i);
    }
  }
}

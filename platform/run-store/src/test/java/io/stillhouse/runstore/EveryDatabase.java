package io.stillhouse.runstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a test once on each kind of database. */
final class EveryDatabase implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Stream.of(
        new Invocation("SQLite", EveryDatabase::sqlite),
        new Invocation("PostgreSQL", () -> PostgresServer.of(context).index()));
  }

  static TestIndex sqlite() {
    try {
      Path folder = Files.createTempDirectory("index");
      return new TestIndex() {
        @Override
        public String url() {
          return "jdbc:sqlite:" + folder.resolve("index.db");
        }

        @Override
        public void close() {
          try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
              Files.delete(file);
            }
            Files.delete(folder);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an index. */
  private interface Maker {
    TestIndex make();
  }

  private record Invocation(String name, Maker maker) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocation) {
      return name;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new IndexParameter(maker));
    }
  }

  private static final class IndexParameter implements ParameterResolver, AfterEachCallback {
    private final Maker maker;
    private @Nullable TestIndex index;

    private IndexParameter(Maker maker) {
      this.maker = maker;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestIndex.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      TestIndex made = maker.make();
      index = made;
      return made;
    }

    @Override
    public void afterEach(ExtensionContext context) {
      if (index != null) {
        index.close();
      }
    }
  }
}

package io.stillhouse.runstore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test {@link Indexes} on each kind of database at once. */
final class BothDatabases implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(BothDatabases.class);

  /** Makes indexes on both kinds of database. */
  record Indexes(Supplier<TestIndex> sqlite, Supplier<TestIndex> postgres) {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Indexes.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Made made = new Made();
    context.getStore(NAMESPACE).put(Made.class, made);
    return new Indexes(
        () -> made.add(EveryDatabase.sqlite()), () -> made.add(PostgresServer.of(context).index()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Made made = context.getStore(NAMESPACE).get(Made.class, Made.class);
    if (made != null) {
      made.indexes.forEach(TestIndex::close);
    }
  }

  private static final class Made {
    private final List<TestIndex> indexes = new ArrayList<>();

    private TestIndex add(TestIndex index) {
      indexes.add(index);
      return index;
    }
  }
}

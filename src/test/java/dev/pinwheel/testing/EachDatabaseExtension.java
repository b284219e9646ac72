package dev.pinwheel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.store.check.DerivedRowsCheck;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** The mechanism of {@link EachDatabase}. */
final class EachDatabaseExtension implements ClassTemplateInvocationContextProvider {

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    String only = System.getProperty("pinwheel.database", "");
    return Arrays.stream(TestDatabase.Kind.values())
        .filter(kind -> only.isEmpty() || kind.displayName().equalsIgnoreCase(only))
        .map(OnDatabase::new);
  }

  private record OnDatabase(TestDatabase.Kind kind) implements ClassTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
      return kind.displayName();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new Resources(kind));
    }
  }

  /** The database lives as long as the class, the engine as long as the test. */
  private static final class Resources
      implements ParameterResolver,
          TestExecutionExceptionHandler,
          AfterEachCallback,
          AfterAllCallback {

    private final TestDatabase.Kind kind;
    private @Nullable TestDatabase database;
    private @Nullable EngineFixture harness;

    Resources(TestDatabase.Kind kind) {
      this.kind = kind;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      return type == EngineFixture.class || type == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestDatabase.class ? database() : harness();
    }

    private TestDatabase database() {
      if (database == null) {
        database = TestDatabase.create(kind);
      }
      return database;
    }

    private EngineFixture harness() {
      if (harness == null) {
        harness = EngineFixture.start(database());
      }
      return harness;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
        throws Throwable {
      thrown.addSuppressed(new AssertionError("This happened on " + kind.displayName()));
      throw thrown;
    }

    @Override
    public void afterEach(ExtensionContext context) {
      if (harness != null) {
        EngineFixture ended = harness;
        harness = null;
        try (ended) {
          if (context.getExecutionException().isEmpty()) {
            FactsSnapshot facts = ended.facts();
            DerivedTables.check(facts);
            // What a restore checks agrees, whatever happened.
            assertThat(DerivedRowsCheck.problemsOf(facts.dsl())).isEmpty();
          }
        }
      }
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (database != null) {
        database.close();
      }
    }
  }
}

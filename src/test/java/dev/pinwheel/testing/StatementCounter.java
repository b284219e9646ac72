package dev.pinwheel.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts the statements that pass through a data source, and the rows read. Thread-safe. */
public final class StatementCounter {

  private final DataSource real;
  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final AtomicLong rows = new AtomicLong();
  private volatile @Nullable Thread only;

  public StatementCounter(DataSource real) {
    this.real = real;
  }

  /** The data source to be used instead of the real one. */
  public DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object answer = invoke(real, method, arguments);
          return answer instanceof Connection connection ? counting(connection) : answer;
        });
  }

  /** Counts anew. */
  public void reset() {
    statements.clear();
    rows.set(0);
  }

  /** From now on leaves out what other threads do, such as the engine's. */
  public void countOnlyThisThread() {
    only = Thread.currentThread();
  }

  private boolean counts() {
    Thread thread = only;
    return thread == null || thread.equals(Thread.currentThread());
  }

  /** The SQL of all statements that were executed, in order; a batch counts once. */
  public List<String> statements() {
    return List.copyOf(statements);
  }

  /** How many statements with this text were executed. */
  public long count(String text) {
    return statements.stream().filter(sql -> sql.contains(text)).count();
  }

  /** How many rows were read. */
  public long rows() {
    return rows.get();
  }

  private Connection counting(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object answer = invoke(connection, method, arguments);
          String sql =
              arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                  ? text
                  : "";
          return switch (answer) {
            case CallableStatement call -> call;
            case PreparedStatement prepared -> counting(PreparedStatement.class, prepared, sql);
            case Statement statement -> counting(Statement.class, statement, "");
            case null, default -> answer;
          };
        });
  }

  private <S extends Statement> S counting(Class<S> type, S statement, String prepared) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getName().startsWith("execute") && counts()) {
            statements.add(
                arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                    ? text
                    : prepared);
          }
          Object answer = invoke(statement, method, arguments);
          return answer instanceof ResultSet read ? counting(read) : answer;
        });
  }

  private ResultSet counting(ResultSet read) {
    return proxy(
        ResultSet.class,
        (method, arguments) -> {
          Object answer = invoke(read, method, arguments);
          if (method.getName().equals("next") && Boolean.TRUE.equals(answer) && counts()) {
            rows.incrementAndGet();
          }
          return answer;
        });
  }

  /** What a proxy does. */
  @FunctionalInterface
  private interface Handler {
    @Nullable Object invoke(Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            StatementCounter.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> handler.invoke(method, arguments)));
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

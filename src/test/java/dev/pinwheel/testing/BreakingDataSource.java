package dev.pinwheel.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections break at a chosen step, as they do when the database goes away: a
 * step is an opened connection, a statement, a commit or a rollback of a connection that writes.
 * Thread-safe.
 */
public final class BreakingDataSource {

  /** What has happened when the connection breaks. */
  public enum Breaks {
    /** The step did not happen; the transaction is rolled back. */
    BEFORE,
    /** The step happened; only the reply is lost. */
    AFTER,
    /** A commit happens once another connection asks whether it did; other steps as BEFORE. */
    LATER
  }

  private static final Set<String> STATEMENTS =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch");
  private static final String CONNECTION_FAILURE = "08006";

  private final DataSource real;
  private final AtomicInteger steps = new AtomicInteger();
  private volatile int breakAt;
  private volatile Breaks how = Breaks.BEFORE;
  private volatile String breakOn = "";
  private final AtomicInteger refusals = new AtomicInteger();
  private final List<Integer> commits = new CopyOnWriteArrayList<>();
  private volatile Runnable onAsked = () -> {};
  private volatile CountDownLatch asked = new CountDownLatch(1);
  private volatile @Nullable CompletableFuture<?> late;

  public BreakingDataSource(DataSource real) {
    this.real = real;
  }

  /** The data source to be used instead of the real one. */
  public DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                    ? connection()
                    : invoke(real, method, arguments));
  }

  /** Counts steps anew, and breaks a connection at this one, counted from 1; 0: at none. */
  public void breakAt(int step, Breaks how) {
    this.how = how;
    this.asked = new CountDownLatch(1);
    this.late = null;
    this.breakOn = "";
    this.breakAt = step;
    steps.set(0);
    commits.clear();
  }

  /** Breaks the connection at the next statement that contains this text. */
  public void breakOn(String sql) {
    breakAt(0, Breaks.BEFORE);
    breakOn = sql;
  }

  /** Refuses so many connections from the next break on. */
  public void refuseAfterBreak(int connections) {
    refusals.set(connections);
  }

  /** Runs when a commit that happens later may happen: another connection is about to ask. */
  public void onAsked(Runnable action) {
    onAsked = action;
  }

  /** Steps since the last {@link #breakAt}. */
  public int steps() {
    return steps.get();
  }

  /** Which of these steps were commits. */
  public List<Integer> commits() {
    return List.copyOf(commits);
  }

  /** Whether the connection broke since then. */
  public boolean broke() {
    return breakAt < 0;
  }

  private Connection connection() throws SQLException {
    if (broke() && refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new SQLException("Connection refused (by the test)", CONNECTION_FAILURE);
    }
    return new Breaking(real.getConnection()).proxy();
  }

  private static @Nullable Object invoke(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** One connection; what reads only (in autocommit or repeatable read) counts no steps. */
  private final class Breaking {

    private final Connection connection;
    private volatile boolean writes;
    private volatile boolean reads;
    private volatile boolean broken;
    private volatile boolean committing;

    Breaking(Connection connection) {
      this.connection = connection;
    }

    Connection proxy() {
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> call(method, arguments));
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
      String name = method.getName();
      if (name.equals("close") || name.equals("abort")) {
        return committing ? null : invoke(connection, method, arguments);
      }
      if (name.equals("isValid") && broken) {
        return false;
      }
      if (name.equals("setTransactionIsolation")) {
        reads = true;
      }
      if (name.equals("setAutoCommit")) {
        writes = !reads && Boolean.FALSE.equals(arguments[0]);
      }
      if (name.equals("commit") || name.equals("rollback")) {
        return step(name, name, () -> invoke(connection, method, arguments));
      }
      Object answer = broken ? fail() : invoke(connection, method, arguments);
      return answer instanceof Statement statement
          ? statement(statement, name.startsWith("prepare") ? (String) arguments[0] : "")
          : answer;
    }

    private Object statement(Statement statement, String prepared) {
      Class<?> type =
          statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
      return Proxy.newProxyInstance(
          Statement.class.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            if (!STATEMENTS.contains(method.getName())) {
              return invoke(statement, method, arguments);
            }
            String sql = arguments == null || arguments.length == 0 ? prepared : "" + arguments[0];
            return step("statement", sql, () -> invoke(statement, method, arguments));
          });
    }

    private @Nullable Object step(String kind, String sql, Call real) throws Throwable {
      if (broken) {
        fail();
      }
      if (!writes) {
        return real.run();
      }
      int number = steps.incrementAndGet();
      if (kind.equals("commit")) {
        commits.add(number);
      }
      boolean breaks = number == breakAt || !breakOn.isEmpty() && sql.contains(breakOn);
      if (!breaks) {
        if (late != null) {
          asked.countDown();
        }
        return real.run();
      }
      breakAt = -1;
      breakOn = "";
      if (how == Breaks.LATER && kind.equals("commit")) {
        commitLater(real);
      } else if (how == Breaks.AFTER) {
        real.run();
        broken = true;
      } else {
        broken = true;
        connection.rollback();
      }
      return fail();
    }

    private void commitLater(Call real) {
      committing = true;
      broken = true;
      CountDownLatch now = asked;
      late =
          CompletableFuture.runAsync(() -> {
            Latches.await(now);
            onAsked.run();
            try {
              real.run();
            } catch (Throwable e) {
              throw new IllegalStateException("The late commit failed", e);
            } finally {
              committing = false;
              close();
            }
          });
    }

    private void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private Object fail() throws SQLException {
      throw new SQLException("The connection broke (by the test)", CONNECTION_FAILURE);
    }
  }

  @FunctionalInterface
  private interface Call {
    @Nullable Object run() throws Throwable;
  }
}

package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.testing.DerivedTables;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.ReservedPort;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A server and its workers in processes of their own, what was submitted to it, and what it has
 * acknowledged of that. Confined to one thread.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
final class FaultFixture implements AutoCloseable {

  /** The shortest times that the engine allows, so that rounds do not take long. */
  static final int SHORT_LEASE = 7;

  /** For rounds in which no worker is to be given up, however slow the machine is. */
  static final int LONG_LEASE = 120;

  private static final String SILENCE_SECONDS = "6";
  private static final Duration AT_MOST = Duration.ofSeconds(120);
  private static final String DRAIN_MILLIS = "60000";

  /** A run that was asked for. */
  record Asked(String key, String workflow, int argument) {}

  private final Path directory;
  private final String database;
  private final Path journal;
  private final int port;
  private final String lease;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final Map<String, String> runs = new ConcurrentHashMap<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private @Nullable TestProcess server;
  private int workers;

  /**
   * @param lease after how many seconds a worker is given up that is not heard of
   */
  FaultFixture(Path directory, int lease) {
    this(directory, lease, directory.resolve("pinwheel").toString());
  }

  /**
   * @param lease after how many seconds a worker is given up that is not heard of
   * @param database a file of H2, or the JDBC URL of a database in PostgreSQL
   */
  FaultFixture(Path directory, int lease, String database) {
    this.lease = Integer.toString(lease);
    this.directory = directory;
    this.database = database;
    journal = directory.resolve("journal");
    port = ReservedPort.next();
  }

  int port() {
    return port;
  }

  String address() {
    return "http://localhost:" + port;
  }

  /**
   * Starts a server whose embedded worker can do everything, too; what was not acknowledged is
   * submitted again.
   */
  FaultFixture startServerWithEmbeddedWorker() throws InterruptedException {
    answers.clear();
    server =
        TestProcess.start(
            ServerMain.class,
            directory.resolve("server.log"),
            this::said,
            database,
            Integer.toString(port),
            SILENCE_SECONDS,
            lease,
            journal.toString());
    answer("ready");
    submitAgain();
    return this;
  }

  /** Starts the server; what it had not acknowledged is submitted again. */
  FaultFixture startServer() throws InterruptedException {
    answers.clear();
    server =
        TestProcess.start(
            ServerMain.class,
            directory.resolve("server.log"),
            this::said,
            database,
            Integer.toString(port),
            SILENCE_SECONDS,
            lease);
    answer("ready");
    submitAgain();
    return this;
  }

  private void submitAgain() {
    asked.values().stream().filter(run -> !runs.containsKey(run.key())).forEach(this::tell);
  }

  /** Waits until the server has ended by itself; answers its exit code. */
  int awaitServerEnd() {
    return server.exitCode();
  }

  /** What the servers have logged. */
  String serverLog() {
    try {
      return Files.readString(directory.resolve("server.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void killServer() {
    server.kill();
  }

  TestProcess startWorker() throws InterruptedException {
    return startWorker(address(), DRAIN_MILLIS, ServerMain.WORKSPACE);
  }

  TestProcess startWorker(String address) throws InterruptedException {
    return startWorker(address, DRAIN_MILLIS, ServerMain.WORKSPACE);
  }

  /** A worker for this workspace. */
  TestProcess startWorkerFor(String workspace) throws InterruptedException {
    return startWorker(address(), DRAIN_MILLIS, workspace);
  }

  /** A worker that finishes what it has for so long. */
  TestProcess startWorkerDraining(long millis) throws InterruptedException {
    return startWorker(address(), Long.toString(millis), ServerMain.WORKSPACE);
  }

  private TestProcess startWorker(String address, String drainMillis, String workspace)
      throws InterruptedException {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    String name = "worker-" + ++workers;
    TestProcess worker =
        TestProcess.start(
            WorkerMain.class,
            directory.resolve(name + ".log"),
            said::add,
            address,
            name,
            journal.toString(),
            drainMillis,
            workspace);
    if (!"working".equals(said.poll(AT_MOST.toSeconds(), TimeUnit.SECONDS))) {
      worker.close();
      throw new AssertionError("The worker did not start");
    }
    return worker;
  }

  private void said(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("submitted")) {
      runs.put(words[1], words[2]);
    } else {
      answers.add(line);
    }
  }

  private String answer(String kind) throws InterruptedException {
    String line = answers.poll(AT_MOST.toSeconds(), TimeUnit.SECONDS);
    assertThat(line).as("what the server says").startsWith(kind);
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  /** Submits a run; the answer may come later, or never if the server is killed. */
  Asked submit(String workflow, int argument) {
    Asked run = new Asked("run-" + asked.size(), workflow, argument);
    asked.put(run.key(), run);
    tell(run);
    return run;
  }

  private void tell(Asked run) {
    server.tell("submit %s %s %d".formatted(run.key(), run.workflow(), run.argument()));
  }

  /** The id of a run, once it is acknowledged. */
  String idOf(Asked run) {
    await().atMost(AT_MOST).until(() -> runs.containsKey(run.key()));
    return runs.get(run.key());
  }

  /** A child of the workspace in which runs are submitted. */
  void createWorkspace(String name) {
    server.tell("workspace " + name);
  }

  /** Runs a whole run again; answers the id of the new execution. */
  String rerun(String workspace, String run) throws InterruptedException {
    server.tell("rerun %s %s".formatted(workspace, run));
    return answer("rerun");
  }

  /** Answers how many executions were. */
  int cancel(String run) throws InterruptedException {
    server.tell("cancel " + run);
    return Integer.parseInt(answer("cancelled"));
  }

  List<ExecutionJournal.Line> journal() {
    return ExecutionJournal.read(journal);
  }

  /** Waits until the workers have written so many lines more. */
  void awaitLines(int more) {
    int enough = journal().size() + more;
    await()
        .atMost(AT_MOST)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> journal().size() >= enough);
  }

  /** Waits until everything that was submitted has ended. */
  void awaitEnd() {
    await().atMost(AT_MOST).until(() -> runs.keySet().containsAll(asked.keySet()));
    await()
        .atMost(AT_MOST)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          server.tell("open");
          return answer("open").equals("0");
        });
  }

  /** Ends the server and reads what it has recorded. */
  Records records() {
    server.close();
    try (TestDatabase file = TestDatabase.open(database)) {
      FactsSnapshot facts = FactsSnapshot.read(DSL.using(file.dataSource(), file.dialect()));
      DerivedTables.check(facts);
      return new Records(facts, journal(), List.copyOf(asked.values()), Map.copyOf(runs));
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}

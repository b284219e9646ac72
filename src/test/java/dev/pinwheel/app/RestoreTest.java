package dev.pinwheel.app;

import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Retries;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.backup.BackupWriter;
import dev.pinwheel.store.jooq.tables.records.RunRecord;
import dev.pinwheel.testing.DerivedTables;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.Latches;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.testing.TestDatabase;
import dev.pinwheel.worker.Worker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletResponse;

/** G4: a backup of a running server is restored elsewhere, and work goes on there. */
class RestoreTest {

  private static final int LARGE = 2_000_000;

  @TempDir private Path directory;

  /** What the worker executes. */
  @Module("journey")
  public static class Journey {

    private final Gate gate;

    public Journey(Gate gate) {
      this.gate = gate;
    }

    @Task
    public int square(int n) {
      return n * n;
    }

    @Workflow
    public int quick(int n) {
      return square(n) + square(n + 1);
    }

    @Workflow
    public String large() {
      return "x".repeat(LARGE);
    }

    @Workflow(retries = @Retries(limit = 2))
    public int held() {
      gate.pass();
      return 42;
    }
  }

  /** Holds executions up until it is opened. */
  public static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void pass() {
      reached.countDown();
      Latches.await(open);
    }
  }

  private static MockHttpServletResponse download(
      TestDatabase database, EngineFixture pinwheel, Path file) throws IOException {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new BackupController(
            database.dataSource(),
            pinwheel.database(),
            database.payloads(),
            InstantSource.system(),
            "jdbc:h2:file:" + file)
        .backup(response);
    return response;
  }

  /** A small database with a large value, and its backup. */
  private Path backUpSmallOne(String... statements) throws IOException {
    Path file = Files.createTempDirectory(directory, "small").resolve("pinwheel");
    try (TestDatabase database = TestDatabase.openFile(file);
        EngineFixture pinwheel = EngineFixture.attach(database);
        SocketServer server = SocketServer.start(pinwheel.engine(), InstantSource.system())) {
      pinwheel.workspace("production");
      try (Worker worker = worker(server, new Gate())) {
        assertThat(SubmittedRun.of(pinwheel, "journey", "large").awaitEnd())
            .isEqualTo(ResultKind.VALUE);
      }
      for (String statement : statements) {
        DSL.using(database.dataSource(), database.dialect()).execute(statement);
      }
      return Files.write(
          file.resolveSibling("backup.zip"),
          download(database, pinwheel, file).getContentAsByteArray());
    }
  }

  private static Worker worker(SocketServer server, Gate gate) {
    return Worker.builder()
        .name("joe@laptop")
        .server(server.address())
        .stopOnSignals(false)
        .workspace("production")
        .concurrency(8)
        .provide(Gate.class, gate)
        .module(Journey.class)
        .start();
  }

  private static void assertRefused(Restore restore, String part) {
    assertThatThrownBy(restore::run)
        .isInstanceOf(Restore.Refused.class)
        .hasMessageContaining(part)
        .hasMessageEndingWith(".");
  }

  private Restore restore(Path backup, Path data, boolean replace) {
    return new Restore(backup, data, replace, InstantSource.system());
  }

  @Test
  void workGoesOnWhereABackupIsRestored() throws Exception {
    Path file = Files.createDirectories(directory.resolve("before")).resolve("pinwheel");
    Path backup = directory.resolve("backup.zip");
    Gate gate = new Gate();
    List<SubmittedRun> acknowledged = Collections.synchronizedList(new ArrayList<>());
    List<RunId> before;
    List<RunId> all;
    SubmittedRun held;
    SubmittedRun large;
    String incarnation;
    Worker worker;
    int port;
    try (TestDatabase database = TestDatabase.openFile(file);
        EngineFixture pinwheel = EngineFixture.attach(database);
        SocketServer server = SocketServer.start(pinwheel.engine(), InstantSource.system())) {
      port = server.port();
      incarnation = pinwheel.engine().incarnation();
      pinwheel.workspace("production");
      worker = worker(server, gate);
      held = SubmittedRun.of(pinwheel, "journey", "held");
      Latches.await(gate.reached);
      large = SubmittedRun.of(pinwheel, "journey", "large");
      large.awaitEnd();
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(() -> submitUntil(enough, pinwheel, acknowledged));
      await().until(() -> acknowledged.size() > 20);
      before = acknowledged.stream().map(SubmittedRun::run).toList();

      MockHttpServletResponse response = download(database, pinwheel, file);

      int during = acknowledged.size();
      await("work goes on").until(() -> acknowledged.size() > during);
      enough.set(true);
      load.join();
      all = acknowledged.stream().map(SubmittedRun::run).toList();
      assertThat(response.getContentType()).isEqualTo("application/zip");
      Files.write(backup, response.getContentAsByteArray());
      assertThat(filesBeside(file)).as("copies left behind").isEmpty();
    }

    Path data = directory.resolve("after");
    assertThat(restore(backup, data, false).run())
        .contains("Restored the backup of ", "1 files of large values");

    try (TestDatabase database = TestDatabase.openFile(data.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(database)) {
      assertThat(pinwheel.engine().incarnation()).isNotEqualTo(incarnation);
      DerivedTables.check(pinwheel.facts());
      assertThat(runs(pinwheel.facts())).containsAll(before);
      try (SocketServer server =
          SocketServer.start(pinwheel.engine(), InstantSource.system(), port)) {
        assertThat(server.port()).isEqualTo(port);
        await("a new session of the old worker").until(() -> openSessions(pinwheel) == 1);
        gate.open.countDown();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> {
              pinwheel.advance(Duration.ofSeconds(1));
              return pinwheel.facts().results().values().stream()
                  .anyMatch(row ->
                      row.getKind().equals("value")
                          && pinwheel.facts().executions().stream()
                              .anyMatch(execution ->
                                  execution.getId().equals(row.getExecutionId())
                                      && execution.getRunId() == held.run().number()));
            });
        assertThat(pinwheel.facts().kindOf(held.root()))
            .as("what the worker had under way belongs to the other incarnation")
            .hasValue(ResultKind.RETRIED);
        assertThat(new SubmittedRun(pinwheel, "production", large.run()).value())
            .hasSize(LARGE + 2);
        SubmittedRun next = SubmittedRun.of(pinwheel, "journey", "quick", "3");
        assertThat(next.value()).isEqualTo("25");
        assertThat(all).as("ids given out before the end").doesNotContain(next.run());
        assertThat(next.run().number())
            .isGreaterThan(all.stream().mapToLong(RunId::number).max().orElseThrow());
        DerivedTables.check(pinwheel.facts());
      } finally {
        worker.close();
      }
    }
  }

  private static void submitUntil(
      AtomicBoolean enough, EngineFixture pinwheel, List<SubmittedRun> acknowledged) {
    for (int n = 0; !enough.get(); n++) {
      SubmittedRun run = SubmittedRun.of(pinwheel, "journey", "quick", Integer.toString(n));
      acknowledged.add(run);
      if (n % 10 == 0) {
        run.awaitEnd();
      }
    }
  }

  private static int openSessions(EngineFixture pinwheel) {
    return pinwheel
        .database()
        .read(dsl -> dsl.fetchCount(WORKER_SESSION, WORKER_SESSION.ENDED_AT.isNull()));
  }

  private static List<RunId> runs(FactsSnapshot facts) {
    return facts.runs().stream().map(RunRecord::getId).map(RunId::new).toList();
  }

  private static List<String> filesBeside(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files
          .map(found -> found.getFileName().toString())
          .filter(name -> name.startsWith("backup-"))
          .toList();
    }
  }

  @Test
  void aDatabaseThatIsThereIsKept() throws Exception {
    Path backup = backUpSmallOne();
    Path data = directory.resolve("data");
    assertThat(restore(backup, data, false).run()).doesNotContain("before");

    assertRefused(restore(backup, data, false), "Expected a data directory without a database");
    assertThat(restore(backup, data, true).run()).contains("What was there before is in ");
    try (Stream<Path> files = Files.list(data)) {
      Path kept =
          files
              .filter(path -> path.getFileName().toString().startsWith("before-restore-"))
              .findFirst()
              .orElseThrow();
      assertThat(kept.resolve("pinwheel.mv.db")).isRegularFile();
      assertThat(kept.resolve("blobs")).isDirectory();
    }
  }

  @Test
  void aRunningServerIsNotTouched() throws Exception {
    Path backup = backUpSmallOne();
    Path data = Files.createDirectories(directory.resolve("data"));
    try (TestDatabase database = TestDatabase.openFile(data.resolve("pinwheel"))) {
      assertRefused(restore(backup, data, true), "A server uses ");
      assertThat(database.kind()).isEqualTo(TestDatabase.Kind.H2);
    }
  }

  @Test
  void whatIsNoWholeBackupIsRefused() throws Exception {
    byte[] whole = Files.readAllBytes(backUpSmallOne());
    Path damaged = directory.resolve("damaged.zip");
    Path data = directory.resolve("data");

    assertRefused(restore(damaged, data, false), "there is no such file");
    Files.writeString(damaged, "a letter");
    assertRefused(restore(damaged, data, false), "not a backup, or incomplete or damaged");
    Files.write(damaged, Arrays.copyOf(whole, whole.length - 30));
    assertRefused(restore(damaged, data, false), "not a backup, or incomplete or damaged");
    Files.write(damaged, without(whole, name -> name.equals("pinwheel-backup.json")));
    assertRefused(restore(damaged, data, false), "so not a backup of Pinwheel");
    Files.write(damaged, without(whole, name -> name.startsWith("blobs/")));
    assertRefused(restore(damaged, data, false), ".json of a large value is missing");
    Files.write(damaged, afterALaterCommit(whole));
    assertRefused(restore(damaged, data, false), "lacks commits that were made before the backup");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void theCommandLineSaysWhatWasDoneOrWhyNot() throws Exception {
    Path backup = backUpSmallOne();
    Path data = directory.resolve("data");
    Map<String, String> environment = Map.of("PINWHEEL_DATA", data.toString());

    assertThat(command(environment, "--help")).isEqualTo("0 " + RestoreApplication.HELP);
    assertThat(command(environment)).startsWith("2 pinwheel: Expected the FILE of a backup.");
    assertThat(command(environment, "a.zip", "b.zip"))
        .startsWith("2 pinwheel: Unknown argument 'b.zip'.");
    assertThat(command(environment, backup.toString(), "--data")).contains("'--data'");
    assertThat(data).doesNotExist();
    assertThat(command(environment, backup.toString())).startsWith("0 Restored the backup of ");
    assertThat(data.resolve("pinwheel.mv.db")).isRegularFile();
    assertThat(command(environment, backup.toString())).startsWith("1 pinwheel: Expected a data ");
    assertThat(command(environment, backup.toString(), "--replace")).startsWith("0 Restored ");
    Path other = directory.resolve("other");
    assertThat(command(environment, "--data", other.toString(), backup.toString()))
        .startsWith("0 Restored ");
    assertThat(other.resolve("pinwheel.mark")).isRegularFile();
  }

  /** The exit code, and what was printed. */
  private static String command(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    int exitCode =
        RestoreApplication.run(List.of(arguments), environment, InstantSource.system(), out, out);
    return exitCode + " " + printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void contradictionsAreRefused() throws Exception {
    assertContradiction("update run_summary set executions = 7", "other numbers of executions");
    assertContradiction(
        "insert into open_execution (execution_id, run_id, workspace_id) select id, run_id, workspace_id from execution",
        "executions with a result are in 'open_execution'");
    assertContradiction(
        "insert into dependency (execution_id, dependency_id, run_id, kind) values (1, 2, 3, 'waited')",
        "rows of 'dependency' refer by 'execution_id' to rows that are missing");
  }

  private void assertContradiction(String statement, String part) throws Exception {
    Path data = Files.createTempDirectory(directory, "data");
    assertRefused(restore(backUpSmallOne(statement), data, false), part);
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void noFileOfALargeValueIsDeletedMeanwhile() throws Exception {
    Path file = Files.createDirectories(directory.resolve("held")).resolve("pinwheel");
    try (TestDatabase database = TestDatabase.openFile(file);
        EngineFixture pinwheel = EngineFixture.attach(database)) {
      Payloads payloads = database.payloads();
      String name = payloads.prepare(Json.of("\"" + "x".repeat(LARGE) + "\"")).orElseThrow().name();
      Path large = file.resolveSibling("blobs").resolve(name);
      BackupWriter backups =
          new BackupWriter(
              database.dataSource(),
              pinwheel.database(),
              payloads,
              directory,
              InstantSource.system());

      try (BackupWriter.Snapshot first = backups.take()) {
        try (BackupWriter.Snapshot second = backups.take()) {
          assertThat(second).isNotSameAs(first);
        }
        assertThat(payloads.tryDelete(List.of(name))).isFalse();
        assertThat(large).isRegularFile();
      }

      assertThat(payloads.tryDelete(List.of(name, "missing.json"))).isTrue();
      assertThat(large).doesNotExist();
    }
  }

  @Test
  void anotherDatabaseIsBackedUpWithItsOwnTools() {
    try (TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
        EngineFixture pinwheel = EngineFixture.start(database)) {
      BackupController backups =
          new BackupController(
              database.dataSource(),
              pinwheel.database(),
              database.payloads(),
              InstantSource.system(),
              "jdbc:postgresql://localhost/pinwheel");

      assertThatThrownBy(() -> backups.backup(new MockHttpServletResponse()))
          .isInstanceOf(Rejection.class)
          .hasMessageContaining("docs/how-to/back-up-and-restore.md");
    }
  }

  /** The backup with a head that speaks of a commit that its database lacks. */
  private static byte[] afterALaterCommit(byte[] zip) throws IOException {
    Path file = Files.createTempFile("backup", ".zip");
    Files.write(file, without(zip, name -> name.equals("pinwheel-backup.json")));
    try (FileSystem files = FileSystems.newFileSystem(file)) {
      Files.writeString(
          files.getPath("pinwheel-backup.json"),
          "{\"format\":1,\"createdAt\":\"2026-11-29T00:00:00Z\",\"position\":999999999}");
    }
    try {
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  /** The backup without some of its entries. */
  private static byte[] without(byte[] zip, Predicate<String> left) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!left.test(entry.getName())) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          in.transferTo(out);
        }
      }
    }
    return bytes.toByteArray();
  }
}

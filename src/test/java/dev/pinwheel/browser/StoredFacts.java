package dev.pinwheel.browser;

import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.RunNumberSpread;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.IncarnationStore;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.h2.H2File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * What is in the database of a running server, read past the server. While it is open, ids of runs
 * are those of that server.
 */
final class StoredFacts implements AutoCloseable {

  private final JdbcConnectionPool pool;
  private final Database database;
  private final ReadModels reads;

  StoredFacts(Path data) {
    pool = JdbcConnectionPool.create(url(data), "sa", "");
    database =
        new Database(
            pool,
            SQLDialect.H2,
            Clock.systemUTC(),
            new EventBus(problem -> {
              throw problem;
            }),
            Durability.PROCESS);
    reads = ReadModels.of(database, new Payloads(data.resolve("blobs")), Clock.systemUTC());
    RunId.spreadBy(database.read(IncarnationStore::findRunNumberSpread));
  }

  /** As the application's own, and open to a second process. */
  static String url(Path data) {
    return H2File.url(data.resolve("pinwheel")) + ";AUTO_SERVER=TRUE";
  }

  /** Begins a database whose runs have the same ids in each test. */
  static void beginWithFixedIds(DataSource dataSource) {
    DSL.using(dataSource, SQLDialect.H2)
        .execute(
            "insert into incarnation (number, id, cause, began_at) values (1, random_uuid(), 'first', current_timestamp)");
  }

  /** How often a target was executed in a run, in all workspaces. */
  int executions(String run, String target) {
    return database.read(dsl ->
        dsl.fetchCount(
            DSL.table("execution")
                .join(DSL.table("step"))
                .on(
                    "execution.run_id = step.run_id and execution.step_number = step.number"
                        + " and step.run_id = ? and step.target = ?",
                    number(run),
                    target)));
  }

  /** How many rows a table has. */
  int count(String table) {
    return database.read(dsl -> dsl.fetchCount(DSL.table(table)));
  }

  RunTree tree(String workspace, String run) {
    return reads.trees().load(viewpoint(workspace), id(run));
  }

  RunRow row(String workspace, String run) {
    return reads.runs().find(viewpoint(workspace), id(run)).orElseThrow();
  }

  List<RunRow> runs(String workspace) {
    return reads.runs().page(viewpoint(workspace), RunFilter.ALL, 0, 1000);
  }

  ReadModels reads() {
    return reads;
  }

  Viewpoint viewpoint(String workspace) {
    return reads.viewpoints().get(workspace, Sight.EVERYTHING);
  }

  static RunId id(String run) {
    return RunId.parse(run).orElseThrow();
  }

  private static long number(String run) {
    return id(run).number();
  }

  @Override
  public void close() {
    RunId.spreadBy(RunNumberSpread.FIXED);
    database.close();
    pool.dispose();
  }
}

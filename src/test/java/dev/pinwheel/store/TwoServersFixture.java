package dev.pinwheel.store;

import dev.pinwheel.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two servers on one database of PostgreSQL, neither of which has its lease yet. */
@SuppressWarnings("NullAway") // set up before each test
abstract class TwoServersFixture {

  /** Why the first one stopped. */
  final List<String> stops = new CopyOnWriteArrayList<>();

  TestDatabase postgres;
  StoreFixture stores;
  Database first;
  Database second;

  @BeforeEach
  void open() {
    postgres = TestDatabase.create(TestDatabase.Kind.POSTGRESQL);
    stores = new StoreFixture(postgres);
    first = stores.connect();
    second = stores.connect();
    first.onServerStop((reason, cause) -> stops.add(reason));
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    stores.close();
    postgres.close();
  }
}

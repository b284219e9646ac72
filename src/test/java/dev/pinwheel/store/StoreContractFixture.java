package dev.pinwheel.store;

import dev.pinwheel.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The stores over the database of a test that runs on each. */
@SuppressWarnings("NullAway") // set up before each test
abstract class StoreContractFixture {

  StoreFixture stores;

  @BeforeEach
  void open(TestDatabase database) {
    stores = new StoreFixture(database);
  }

  @AfterEach
  void close() {
    stores.close();
  }
}

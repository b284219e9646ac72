package dev.pinwheel.worker.spring;

import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.TestDatabase;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The ground of tests with a Spring application: a server for its worker, and a shop's beans. */
abstract class ShopGround {

  static final String WORKSPACE = "--pinwheel.worker.workspace=production";

  /** An ordinary bean. */
  static class Warehouse {
    final CountDownLatch open = new CountDownLatch(1);

    String shelfOf(String article) {
      return "shelf of " + article;
    }
  }

  /** A module that other beans and properties go into. */
  @Module("orders")
  public static class Orders {

    private final Warehouse warehouse;
    private final String town;

    public Orders(Warehouse warehouse, @Value("${shop.town}") String town) {
      this.warehouse = warehouse;
      this.town = town;
    }

    @Task(memo = @Memo)
    public String pack(String article) {
      return warehouse.shelfOf(article);
    }

    @Workflow
    public String order(String article) {
      return pack(article) + ", " + pack(article) + " in " + town;
    }

    @Workflow
    public String waits(String article) throws InterruptedException {
      warehouse.open.await();
      return pack(article);
    }
  }

  @EnablePinwheelWorker
  @Import({Warehouse.class, Orders.class})
  static class Shop {}

  final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
  EngineFixture engine;
  SocketServer server;

  @BeforeEach
  void start() {
    engine = EngineFixture.start(database);
    engine.workspace("production");
    server = SocketServer.start(engine.engine(), InstantSource.system());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    engine.close();
    database.close();
  }

  static SpringApplicationBuilder application(Class<?> configuration) {
    return new SpringApplicationBuilder(configuration)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .logStartupInfo(false);
  }

  /** Arguments of the shop; those that are given replace its own. */
  String[] arguments(String... more) {
    Map<String, String> arguments = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(
                "--spring.main.banner-mode=off",
                "--shop.town=Ulm",
                "--pinwheel.worker.name=shop",
                "--pinwheel.worker.concurrency=3",
                "--pinwheel.worker.server=" + server.address()),
            Stream.of(more))
        .forEach(argument -> arguments.put(argument.split("=", 2)[0], argument));
    return arguments.values().toArray(String[]::new);
  }
}

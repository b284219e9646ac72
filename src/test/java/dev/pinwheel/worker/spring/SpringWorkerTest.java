package dev.pinwheel.worker.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.EngineHarness;
import dev.pinwheel.testing.Facts;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.testing.TestDatabase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Beans of a real Spring application as modules of a worker that speaks to a server. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class SpringWorkerTest {

  /** An ordinary bean. */
  static class Warehouse {
    private final CountDownLatch open = new CountDownLatch(1);

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

  private final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
  private EngineHarness engine;
  private SocketServer server;

  @BeforeEach
  void start() {
    engine = EngineHarness.start(database);
    engine.workspace("production");
    server = SocketServer.start(engine.engine(), InstantSource.system());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    engine.close();
    database.close();
  }

  private SpringApplicationBuilder application(Class<?> configuration) {
    return new SpringApplicationBuilder(configuration)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .logStartupInfo(false);
  }

  private String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.main.banner-mode=off",
                "--shop.town=Ulm",
                "--pinwheel.worker.name=shop",
                "--pinwheel.worker.concurrency=3",
                "--pinwheel.worker.server=" + server.address()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static final String WORKSPACE = "--pinwheel.worker.workspace=production";

  @Test
  void beansAreModulesWhoseCallsAreSteps() {
    try (ConfigurableApplicationContext shop = application(Shop.class).run(arguments(WORKSPACE))) {
      SubmittedRun run = SubmittedRun.of(engine, "orders", "order", "\"tea\"");

      assertThat(run.value()).isEqualTo("\"shelf of tea, shelf of tea in Ulm\"");
      Facts facts = engine.facts();
      assertThat(facts.steps()).hasSize(2);
      assertThat(facts.callsOf(run.root())).extracting("kind").containsExactly("made", "reused");
      assertThat(shop.getBean(Orders.class).getClass()).isNotEqualTo(Orders.class);
    }
  }

  @Test
  void closingTheApplicationLetsTheWorkerFinishWhatItHas() throws Exception {
    ConfigurableApplicationContext shop = application(Shop.class).run(arguments(WORKSPACE));
    SubmittedRun run = SubmittedRun.of(engine, "orders", "waits", "\"tea\"");
    await().until(() -> engine.facts().assignments().size() == 1);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(shop::close);
    await().until(() -> isDraining());
    shop.getBean(Warehouse.class).open.countDown();

    assertThat(run.value()).isEqualTo("\"shelf of tea\"");
    closed.join();
  }

  private boolean isDraining() {
    var session = dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
    return engine.database().read(dsl -> dsl.fetchExists(session, session.DRAINING.isTrue()));
  }

  @Import(Warehouse.class)
  @EnablePinwheelWorker
  static class ByMethod {
    @Bean
    Orders orders(Warehouse warehouse) {
      return new Orders(warehouse, "Ulm");
    }
  }

  @Test
  void aModuleThatAMethodCreatesIsRefused() {
    assertThatThrownBy(() -> application(ByMethod.class).run(arguments(WORKSPACE)))
        .hasMessageContaining("is a module of Pinwheel, but the method orders creates it.")
        .hasMessageContaining("as a @Component, or by @Import(Orders.class)");
  }

  @Test
  void aModuleThatIsThereAlreadyIsRefused() {
    SpringApplicationBuilder application =
        application(ByHand.class)
            .initializers(context ->
                context
                    .getBeanFactory()
                    .registerSingleton("orders", new Orders(new Warehouse(), "Ulm")));

    assertThatThrownBy(() -> application.run(arguments(WORKSPACE)))
        .hasMessageContaining("is a module of Pinwheel, but it has been created already.");
  }

  @EnablePinwheelWorker
  static class ByHand {}

  /** As libraries for transactions do it. */
  static class Wrapping implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (!(bean instanceof Orders)) {
        return bean;
      }
      ProxyFactory proxy = new ProxyFactory(bean);
      proxy.setProxyTargetClass(true);
      return proxy.getProxy();
    }
  }

  @Import({Wrapping.class, Shop.class})
  static class WithProxies {}

  @Test
  void aModuleInAProxyIsRefused() {
    assertThatThrownBy(() -> application(WithProxies.class).run(arguments(WORKSPACE)))
        .rootCause()
        .hasMessageContaining("something has wrapped it in a dev.pinwheel.worker.spring");
  }

  @Test
  void theWorkspaceMustBeSaid() {
    assertThatThrownBy(() -> application(Shop.class).run(arguments()))
        .rootCause()
        .hasMessageContaining("Expected a workspace to work for: pinwheel.worker.workspace=");
  }

  @Test
  void anApplicationWithoutModulesIsToldSo() {
    assertThatThrownBy(() -> application(ByHand.class).run(arguments(WORKSPACE)))
        .rootCause()
        .hasMessageContaining("Expected at least one bean whose class has @Module");
  }
}

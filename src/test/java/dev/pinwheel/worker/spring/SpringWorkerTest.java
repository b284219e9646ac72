package dev.pinwheel.worker.spring;

import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.SubmittedRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.env.MapPropertySource;

/** Beans of a real Spring application as modules of a worker that speaks to a server. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class SpringWorkerTest extends ShopFixture {

  private static final String LOG = "--logging.level.dev.pinwheel.worker=info";

  @Test
  void beansAreModulesWhoseCallsAreSteps() {
    try (ConfigurableApplicationContext shop = application(Shop.class).run(arguments(WORKSPACE))) {
      SubmittedRun run = SubmittedRun.of(engine, "orders", "order", "\"tea\"");

      assertThat(run.value()).isEqualTo("\"shelf of tea, shelf of tea in Ulm\"");
      FactsSnapshot facts = engine.facts();
      assertThat(facts.steps()).hasSize(2);
      assertThat(facts.callsOf(run.root())).extracting("kind").containsExactly("made", "reused");
      assertThat(shop.getBean(Orders.class).getClass()).isNotEqualTo(Orders.class);
    }
  }

  @Test
  void aContextOfPlainSpringDoesAsWell() {
    try (AnnotationConfigApplicationContext shop = new AnnotationConfigApplicationContext()) {
      shop.getEnvironment().getPropertySources().addFirst(plainProperties());
      shop.register(Shop.class);
      shop.refresh();

      SubmittedRun run = SubmittedRun.of(engine, "orders", "order", "\"tea\"");

      assertThat(run.value()).isEqualTo("\"shelf of tea, shelf of tea in Ulm\"");
    }
  }

  private MapPropertySource plainProperties() {
    return new MapPropertySource(
        "shop",
        Map.of(
            "shop.town", "Ulm",
            "pinwheel.worker.server", server.address().toString(),
            "pinwheel.worker.workspace", "production",
            "pinwheel.worker.concurrency", "2",
            "pinwheel.worker.drain-timeout", "5s"));
  }

  @Test
  void closingTheApplicationLetsTheWorkerFinishWhatItHasAndSaysSo(CapturedOutput output) {
    ConfigurableApplicationContext shop = application(Shop.class).run(arguments(WORKSPACE, LOG));
    SubmittedRun run = submitOneThatWaits();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(shop::close);
    await().until(this::isDraining);
    assertThat(output)
        .contains("Worker shop is draining, for at most 25 s. Still running: 1 execution (")
        .doesNotContain("has drained");
    shop.getBean(Warehouse.class).open.countDown();

    assertThat(run.value()).isEqualTo("\"shelf of tea\"");
    closed.join();
    assertThat(output)
        .contains("Worker shop has drained. The server has acknowledged everything")
        .doesNotContain("gives up");
  }

  @Test
  void whatHasNotEndedAtTheLimitIsGivenUpByName(CapturedOutput output) {
    ConfigurableApplicationContext shop =
        application(Shop.class)
            .run(arguments(WORKSPACE, LOG, "--pinwheel.worker.drain-timeout=50ms"));
    SubmittedRun run = submitOneThatWaits();

    shop.close();

    assertThat(run.awaitEnd()).isEqualTo(ResultKind.ABANDONED);
    assertThat(output)
        .contains("is draining, for at most 50 ms. Still running: 1 execution (")
        .contains("Worker shop gives up 1 execution (")
        .contains("), because the time limit of 50 ms was exceeded")
        .doesNotContain("has drained");
  }

  @Test
  void aLimitBeyondAllTimesIsNone(CapturedOutput output) {
    ConfigurableApplicationContext shop =
        application(Shop.class)
            .run(arguments(WORKSPACE, LOG, "--pinwheel.worker.drain-timeout=99999999999999d"));
    SubmittedRun run = submitOneThatWaits();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(shop::close);
    await().until(this::isDraining);
    shop.getBean(Warehouse.class).open.countDown();

    closed.join();
    assertThat(run.value()).isEqualTo("\"shelf of tea\"");
    assertThat(output).contains("is draining, without a time limit. Still running: 1 execution (");
  }

  /**
   * Spring gives up waiting for what stops elsewhere; the worker drains on the thread that closes.
   */
  static class HastyPhases {
    @Bean
    DefaultLifecycleProcessor lifecycleProcessor() {
      DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
      processor.setTimeoutPerShutdownPhase(1);
      return processor;
    }
  }

  @Test
  void theLimitOfSpringsPhasesDoesNotCutItShort(CapturedOutput output) {
    ConfigurableApplicationContext shop =
        application(Shop.class).sources(HastyPhases.class).run(arguments(WORKSPACE, LOG));
    SubmittedRun run = submitOneThatWaits();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(shop::close);
    await().until(this::isDraining);
    await().during(Duration.ofMillis(200)).until(() -> !closed.isDone());
    shop.getBean(Warehouse.class).open.countDown();

    assertThat(run.value()).isEqualTo("\"shelf of tea\"");
    closed.join();
    assertThat(output).contains("Worker shop has drained. The server has acknowledged everything");
  }

  @Test
  void aWorkerThatHasNothingToDoSaysThat(CapturedOutput output) {
    application(Shop.class).run(arguments(WORKSPACE, LOG)).close();

    assertThat(output)
        .contains("Worker shop is draining. No execution is running")
        .contains("Worker shop has drained. The server has acknowledged everything");
  }

  private SubmittedRun submitOneThatWaits() {
    SubmittedRun run = SubmittedRun.of(engine, "orders", "waits", "\"tea\"");
    await().until(() -> engine.facts().assignments().size() == 1);
    return run;
  }

  private boolean isDraining() {
    return engine
        .database()
        .read(dsl -> dsl.fetchExists(WORKER_SESSION, WORKER_SESSION.DRAINING.isTrue()));
  }
}

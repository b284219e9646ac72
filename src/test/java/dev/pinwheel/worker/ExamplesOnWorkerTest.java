package dev.pinwheel.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.examples.ExampleData;
import dev.pinwheel.examples.Examples;
import dev.pinwheel.examples.Pace;
import dev.pinwheel.protocol.ModuleDeclaration.TargetDeclaration;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, run by a worker: what they show is there to be seen. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class ExamplesOnWorkerTest {

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private ExampleData data;
  private Worker worker;

  @BeforeEach
  void start() {
    data = ExampleData.install(directory);
    WorkerBuilder builder =
        Worker.builder()
            .name("examples")
            .provide(ExampleData.class, data)
            .provide(Pace.class, Pace.NONE)
            .connector(server);
    Examples.MODULES.forEach(builder::module);
    worker = builder.start();
  }

  @AfterEach
  void stop() {
    worker.close();
    server.close();
  }

  private long calls(String target) {
    return server.calledTargets().stream().filter(target::equals).count();
  }

  private long executed(String target) {
    return server.executedTargets().stream().filter(target::equals).count();
  }

  @Test
  void everyTargetIsDescribedAndEveryWorkflowRunsWithItsDefaults() {
    List<TargetDeclaration> targets =
        server.heard(WorkerMessage.Hello.class).getFirst().modules().stream()
            .flatMap(module -> module.targets().stream())
            .toList();

    assertThat(targets).hasSizeGreaterThan(25);
    assertThat(targets).allSatisfy(target -> assertThat(target.description()).isNotBlank());
    assertThat(targets)
        .filteredOn(target -> target.kind().equals("workflow"))
        .allSatisfy(workflow ->
            assertThat(workflow.parameters())
                .allSatisfy(parameter -> assertThat(parameter.required()).isFalse()));
  }

  @Test
  void welcomeReadsTheUserOnceForTwoUses_Scenario1() {
    assertThat(server.run("users:welcome", "\"u1\"").kind()).isEqualTo("value");

    assertThat(executed("fetchUser")).isEqualTo(1);
    assertThat(calls("fetchUser")).isEqualTo(2);
    assertThat(executed("fetchPlan")).isEqualTo(2);
  }

  @Test
  void welcomeAllReadsTwoUsersForThreeUses_Scenario3() {
    server.run("users:welcomeAll", "[\"u1\",\"u2\",\"u1\"]");

    assertThat(executed("fetchUser")).isEqualTo(2);
    assertThat(calls("fetchUser")).isEqualTo(3);
    assertThat(data.outbox().list()).hasSize(3);
  }

  @Test
  void pipelineFailsOnTheOddDayAndSucceedsWhenTheRuleIsChanged() throws Exception {
    WireOutcome failed = server.run("weather:nightly", "2012", "2015");

    assertThat(failed.failure().type())
        .isEqualTo("dev.pinwheel.examples.WeatherTable$ImplausibleDay");
    assertThat(failed.failure().message()).contains("weather-rules.properties");
    assertThat(executed("checkMonth")).isEqualTo(96);
    assertThat(server.heard(WorkerMessage.Call.class))
        .filteredOn(call -> call.target().equals("checkMonth"))
        .extracting(WorkerMessage.Call::group)
        .containsOnly("Months");

    Path rules = directory.resolve("examples/weather-rules.properties");
    Files.writeString(
        rules, Files.readString(rules).replace("warm-day = refuse", "warm-day = rain"));
    assertThat(server.run("weather:nightly", "2012", "2015").kind()).isEqualTo("value");
    assertThat(executed("checkMonth")).isEqualTo(97);
    assertThat(executed("loadTable")).isEqualTo(1);
    assertThat(data.outbox().list())
        .containsExactly("0001-announcement.txt", "0002-weather-report.txt");
  }

  @Test
  void patternsAndShopRun() {
    assertThat(server.run("patterns:fanOut", "100").value()).isEqualTo("328350");
    assertThat(server.run("patterns:relay", "3", "4").value()).isEqualTo("25");
    assertThat(server.run("patterns:tree", "12").value()).isEqualTo("144");
    assertThat(executed("fibonacci")).isEqualTo(13);
    assertThat(server.run("patterns:later", "7", "\"PT0S\"").value()).isEqualTo("49");
    assertThat(server.run("machines:rollOut").kind()).isEqualTo("value");
    assertThat(server.run("shop:order", "\"kettle\"").failure().message())
        .contains("shop.properties");
    assertThat(server.run("users:remind", "\"u1\"").kind()).isEqualTo("value");
    assertThat(server.run("users:onboard", "\"u1\"").kind()).isEqualTo("value");
  }
}

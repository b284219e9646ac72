package dev.pinwheel.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.worker.connect.ServerAddress;
import dev.pinwheel.worker.modules.CodeVersion;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How modules are created and a worker introduces itself. */
class WorkerStartTest {

  @Module("orders")
  static class Orders {
    private final Stock stock;
    private final Billing billing;
    private final ZoneId zone;

    Orders(Stock stock, Billing billing, ZoneId zone) {
      this.stock = stock;
      this.billing = billing;
      this.zone = zone;
    }

    @Task
    String order(String item) {
      return stock.take(item) + " " + zone + " " + billing.defaultText() + " " + billing;
    }

    @Task
    String bill(String item) {
      return billing.bill(item);
    }
  }

  @Module("stock")
  static class Stock {
    @Task
    String take(String item) {
      return "took " + item;
    }
  }

  @Module("billing")
  interface Billing {
    @Task
    String bill(String item);

    default String defaultText() {
      return "default";
    }
  }

  @Module("billing")
  static class BillingHere {
    @Task
    String bill(String item) {
      return "billed " + item;
    }
  }

  @Module("chicken")
  static class Chicken {
    Chicken(Egg egg) {}

    @Task
    void hatch() {}
  }

  @Module("egg")
  static class Egg {
    Egg(Chicken chicken) {}

    @Task
    void crack() {}
  }

  @Module("stock")
  static class OtherStock {
    @Task
    void count() {}
  }

  @Module("two")
  static class TwoConstructors {
    TwoConstructors() {}

    TwoConstructors(String name) {}

    @Task
    void work() {}
  }

  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void constructorsGetModulesStubsAndWhatIsProvided() {
    try (Worker worker =
        Worker.builder()
            .name("joe@laptop")
            .workspace("development/joe")
            .concurrency(3)
            .codeVersion("3f2a91")
            .provide(ZoneId.class, ZoneId.of("Europe/Berlin"))
            .module(Orders.class)
            .module(Stock.class)
            .module(BillingHere.class)
            .connector(server)
            .start()) {

      assertThat(server.run("orders:order", "\"tea\"").value())
          .isEqualTo("\"took tea Europe/Berlin default stub of module billing\"");
      assertThat(server.run("orders:bill", "\"tea\"").value()).isEqualTo("\"billed tea\"");
      assertThat(server.calledTargets()).containsExactly("take", "bill");
      WorkerMessage.Hello hello = server.heard(WorkerMessage.Hello.class).getFirst();
      assertThat(hello.worker()).isEqualTo("joe@laptop");
      assertThat(hello.workspace()).isEqualTo("development/joe");
      assertThat(hello.codeVersion()).isEqualTo("3f2a91");
      assertThat(hello.concurrency()).isEqualTo(3);
      assertThat(hello.modules())
          .extracting(m -> m.module())
          .containsExactly("orders", "stock", "billing");
      assertThat(worker.codeVersion()).isEqualTo("3f2a91");
    }
  }

  @Test
  void factoryCreatesTheGeneratedClass() {
    try (Worker worker =
        Worker.builder()
            .module(
                Stock.class,
                type -> {
                  try {
                    return type.getDeclaredConstructor().newInstance();
                  } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                  }
                })
            .connector(server)
            .start()) {
      assertThat(server.run("stock:take", "\"tea\"").value()).isEqualTo("\"took tea\"");
      assertThat(worker.session()).isEqualTo("session-1");
    }
  }

  @Test
  void factoryThatIgnoresTheGeneratedClassIsRefused() {
    WorkerBuilder builder =
        Worker.builder().module(Stock.class, type -> new Stock()).connector(server);

    assertThatThrownBy(builder::start)
        .isInstanceOf(MisdeclaredModule.class)
        .hasMessageContaining(
            "The factory of WorkerStartTest.Stock returned a WorkerStartTest.Stock. Expected an instance of the class it was given");
  }

  @Test
  void constructorsThatCannotBeServedAreRefused() {
    assertThatThrownBy(
            Worker.builder().module(Orders.class).module(Stock.class).connector(server)::start)
        .hasMessageContaining(
            "The constructor of WorkerStartTest.Orders asks for ZoneId. Register that as a module");
    assertThatThrownBy(
            Worker.builder().module(Chicken.class).module(Egg.class).connector(server)::start)
        .hasMessage(
            "The constructors of WorkerStartTest.Chicken and WorkerStartTest.Egg need each other. Remove one of these dependencies.");
    assertThatThrownBy(Worker.builder().module(TwoConstructors.class).connector(server)::start)
        .hasMessageContaining("has 2 constructors that are not private. Expected exactly one");
    assertThatThrownBy(
            Worker.builder().module(Stock.class).module(OtherStock.class).connector(server)::start)
        .hasMessageContaining(
            "WorkerStartTest.Stock and WorkerStartTest.OtherStock are both the module 'stock'.");
  }

  @Test
  void refusalOfTheServerIsTold() {
    server.refusing("This server speaks version 2 of the protocol, the worker version 1.");

    assertThatThrownBy(Worker.builder().name("joe").module(Stock.class).connector(server)::start)
        .isInstanceOf(WorkerRefused.class)
        .hasMessage(
            "Worker joe could not start: This server speaks version 2 of the protocol, the worker version 1.");
  }

  @Test
  void aMistakeOfOursIsNotTakenForARefusal() {
    IllegalStateException mistake = new IllegalStateException("a mistake");
    WorkerBuilder builder =
        Worker.builder()
            .module(Stock.class)
            .connector(listener -> {
              throw mistake;
            });

    assertThatThrownBy(builder::start).isSameAs(mistake);
  }

  @Test
  void anAddressMayHaveAPathWithEscapes() {
    assertThat(ServerAddress.socketOf(ServerAddress.parse("http://localhost:8080/a%20b/")))
        .hasToString("ws://localhost:8080/a%20b" + Protocol.PATH);
  }

  @Test
  void incompleteDescriptionsAreRefused() {
    assertThatThrownBy(Worker.builder().connector(server)::start)
        .hasMessageContaining("Expected at least one module");
    assertThatThrownBy(Worker.builder().module(Stock.class)::start)
        .hasMessageContaining("Expected the address of the server");
    assertThatThrownBy(() -> Worker.builder().concurrency(0))
        .hasMessageContaining("Expected a concurrency of at least 1, found 0.");
  }

  @Test
  void codeVersionDependsOnTheClassesAndOnNothingElse() {
    String version = CodeVersion.of(List.of(Stock.class, Orders.class));

    assertThat(version).isEqualTo(CodeVersion.of(List.of(Orders.class, Stock.class)));
    assertThat(version).matches("[0-9a-f]{12}").isNotEqualTo(CodeVersion.of(List.of(Stock.class)));
  }
}

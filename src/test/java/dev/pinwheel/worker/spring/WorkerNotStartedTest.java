package dev.pinwheel.worker.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.worker.ModuleClass;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** An application whose worker cannot start is told why in sentences, not by a stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class WorkerNotStartedTest extends ShopFixture {

  @Import(Warehouse.class)
  @EnablePinwheelWorker
  static class ByMethod {
    @Bean
    Orders orders(Warehouse warehouse) {
      return new Orders(warehouse, "Ulm");
    }
  }

  @Test
  void aModuleThatAMethodCreates(CapturedOutput output) {
    assertReport(
        output,
        application(ByMethod.class),
        "ShopFixture$Orders (bean 'orders') is a module of Pinwheel, but the method orders creates it.",
        "Let Spring create it from its class: as a @Component, or by @Import(Orders.class).",
        WORKSPACE);
  }

  @EnablePinwheelWorker
  static class WithoutModules {}

  @Test
  void aModuleThatIsThereAlready(CapturedOutput output) {
    SpringApplicationBuilder byHand =
        application(WithoutModules.class)
            .initializers(context ->
                context
                    .getBeanFactory()
                    .registerSingleton("orders", new Orders(new Warehouse(), "Ulm")));

    assertReport(
        output,
        byHand,
        "is a module of Pinwheel, but it has been created already.",
        "Let Spring create it from its class",
        WORKSPACE);
  }

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
  void aModuleInAProxy(CapturedOutput output) {
    assertReport(
        output,
        application(WithProxies.class),
        "is a module of Pinwheel, but it is wrapped in a dev.pinwheel.worker.spring",
        "Move what needs the proxy (transactions, async, caching …) to another bean",
        WORKSPACE);
  }

  /** A target that cannot be intercepted. */
  @Module("final")
  public static class Final {
    @Task
    public final String pack() {
      return "";
    }
  }

  @Import(Final.class)
  @EnablePinwheelWorker
  static class Misdeclared {}

  @Test
  void aModuleThatIsMisdeclared(CapturedOutput output) {
    assertReport(
        output,
        application(Misdeclared.class),
        "final",
        "Correct dev.pinwheel.worker.spring.WorkerNotStartedTest$Final (bean '",
        WORKSPACE);
  }

  @Test
  void noModule(CapturedOutput output) {
    assertReport(
        output,
        application(WithoutModules.class),
        "Expected at least one bean whose class has @Module, because of @EnablePinwheelWorker, found none.",
        "Annotate the class of a module with @Component",
        WORKSPACE);
  }

  @Test
  void noWorkspace(CapturedOutput output) {
    assertReport(
        output,
        application(Shop.class),
        "Expected a workspace, found no property pinwheel.worker.workspace.",
        "Set pinwheel.worker.workspace=development/joe, or a pattern");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "25 seconds", "-5s", "99999999999999999999d"})
  void aDrainTimeoutThatIsNoDuration(String limit, CapturedOutput output) {
    assertReport(
        output,
        application(Shop.class),
        "Expected a duration of 0 s or more in pinwheel.worker.drain-timeout, found '%s'."
            .formatted(limit),
        "pinwheel.worker.drain-timeout=25s",
        WORKSPACE,
        "--pinwheel.worker.drain-timeout=" + limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "0", "-1", "2.5", "99999999999"})
  void aConcurrencyThatIsNoNumber(String concurrency, CapturedOutput output) {
    assertReport(
        output,
        application(Shop.class),
        "Expected a number of at least 1 in pinwheel.worker.concurrency, found '%s'."
            .formatted(concurrency),
        "pinwheel.worker.concurrency=8",
        WORKSPACE,
        "--pinwheel.worker.concurrency=" + concurrency);
  }

  @Test
  void aServerThatIsNoAddress(CapturedOutput output) {
    assertReport(
        output,
        application(Shop.class),
        "Expected the address of a server, such as http://localhost:8080, found 'localhost'.",
        "Check the properties of this application: pinwheel.worker.server=localhost",
        WORKSPACE,
        "--pinwheel.worker.server=localhost");
  }

  @Test
  void aWorkspaceThatTheServerDoesNotKnow(CapturedOutput output) {
    assertReport(
        output,
        application(Shop.class),
        "Worker shop could not start: ",
        "pinwheel.worker.workspace=staging",
        "--pinwheel.worker.workspace=staging");
  }

  /** The worker tries for ten seconds. */
  @Test
  void aServerThatIsNotThere(CapturedOutput output) {
    String address = server.address();
    server.close();

    assertReport(
        output,
        application(Shop.class),
        "Worker shop could not start: Could not reach %s: nothing listens there."
            .formatted(address),
        "Check the properties of this application: pinwheel.worker.server=%s, pinwheel.worker.workspace=production, pinwheel.worker.name=shop, pinwheel.worker.concurrency=3, pinwheel.worker.code-version=3f2a91."
            .formatted(address),
        WORKSPACE,
        "--pinwheel.worker.server=" + address,
        "--pinwheel.worker.code-version=3f2a91");
  }

  @Test
  void aMistakeOfOursKeepsItsStackTrace() {
    IllegalStateException mistake = new IllegalStateException("a mistake");
    StaticApplicationContext application =
        new StaticApplicationContext() {
          @Override
          public Object getBean(String name) {
            throw mistake;
          }
        };
    ModuleBeans modules = new ModuleBeans();
    modules.modules().put("orders", ModuleClass.of(Orders.class));
    application
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("pinwheel.worker.workspace", "production")));

    assertThatThrownBy(new SpringWorker(modules, application)::start).isSameAs(mistake);
  }

  @Test
  void plainSpringShowsBothSentencesInItsException() {
    assertThatThrownBy(() -> new AnnotationConfigApplicationContext(ByMethod.class).close())
        .hasMessageContainingAll(
            "the method orders creates it.", "Let Spring create it from its class");
  }

  private void assertReport(
      CapturedOutput output,
      SpringApplicationBuilder application,
      String description,
      String action,
      String... more) {
    assertThatThrownBy(() -> application.run(arguments(more)));

    String report = output.getOut();
    assertThat(report).containsOnlyOnce("APPLICATION FAILED TO START");
    assertThat(report.substring(report.indexOf("Description:"), report.indexOf("Action:")))
        .contains(description);
    assertThat(report.substring(report.indexOf("Action:"))).contains(action);
    assertThat(report).doesNotContain("\tat ");
  }
}

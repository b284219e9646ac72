package dev.pinwheel.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which execution and group a thread works for. */
class ScopeTest {

  private final Host host = host();
  private final Host other = host();

  @Test
  void aThreadWorksForAnExecutionOnlyWhileItsCodeRuns() throws Exception {
    assertThat(Host.find()).isEmpty();

    Host.run(
        host,
        () -> {
          assertThat(Host.find()).containsSame(host);
          Host.run(other, () -> assertThat(Host.find()).containsSame(other));
          assertThat(Host.find()).containsSame(host);
          return "";
        });

    assertThat(Host.find()).isEmpty();
  }

  @Test
  void whatWasBeforeIsBackAfterAnException() throws Exception {
    Host.run(
        host,
        () -> {
          Pinwheel.group(
              "outer",
              () -> {
                assertThatThrownBy(() -> Pinwheel.group("inner", ScopeTest::fail))
                    .hasMessage("expected");
                assertThat(Group.currentTitle()).isEqualTo("outer");
              });
          assertThat(Group.currentTitle()).isNull();
          assertThatThrownBy(() -> Host.run(other, ScopeTest::fail)).hasMessage("expected");
          assertThat(Host.find()).containsSame(host);
          return "";
        });
  }

  @Test
  void threadsDoNotInheritItAndWrapHandsItOn() throws Exception {
    List<@Nullable Object> seen = new ArrayList<>();
    Runnable look =
        () -> {
          seen.add(Host.find().orElse(null));
          seen.add(Group.currentTitle());
        };

    Host.run(
        host,
        () ->
            Pinwheel.group(
                "imports",
                () -> {
                  Thread.ofPlatform().start(look).join();
                  Thread.ofVirtual().start(look).join();
                  Thread.ofPlatform().start(Pinwheel.wrap(look)).join();
                  return "";
                }));

    assertThat(seen).containsExactly(null, null, null, null, host, "imports");
  }

  @Test
  void aThreadOfAPoolKeepsNothingOfAWrappedTask() throws Exception {
    Callable<String> wrapped =
        Host.run(host, () -> Pinwheel.group("imports", () -> Pinwheel.wrap(Group::currentTitle)));

    assertThat(wrapped.call()).isEqualTo("imports");
    assertThat(Host.find()).isEmpty();
    assertThat(Group.currentTitle()).isNull();
  }

  private static String fail() {
    throw new IllegalStateException("expected");
  }

  /** No method of it is called. */
  private static Host host() {
    return (Host)
        Proxy.newProxyInstance(
            ScopeTest.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, method, arguments) ->
                method.getName().equals("equals") ? proxy == arguments[0] : "host");
  }
}

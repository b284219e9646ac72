package dev.pinwheel.worker.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.ModuleDeclaration.ParameterDeclaration;
import dev.pinwheel.protocol.ModuleDeclaration.TargetDeclaration;
import dev.pinwheel.sdk.Cache;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Retries;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a module declares. */
class ModuleScannerTest {

  enum Size {
    SMALL,
    LARGE
  }

  record Point(int x, @Nullable String label, Optional<Instant> at) {}

  @Module("good")
  static class Good {
    @Task(
        name = "everything",
        description = "Does **everything**.",
        memo = @Memo("size"),
        cache = @Cache(value = "size", maxAge = "10m", version = "2"),
        retries = @Retries(limit = 3, backoff = "2s"),
        timeout = "PT1M")
    public List<Point> everything(
        @Param(description = "How large", defaultValue = "SMALL") Size size,
        @Param(defaultValue = "2026-01-31") LocalDate day,
        @Param(defaultValue = "{\"x\":1}") Point point,
        BigDecimal amount,
        @Nullable String comment,
        Optional<Duration> wait,
        Set<DayOfWeek> days,
        byte[] bytes,
        Execution<String> handle) {
      return List.of(point);
    }

    @Workflow(memo = @Memo({}))
    void nothing() {}

    @Task(memo = @Memo(off = true))
    void off() {}

    @Task(memo = @Memo)
    void all() {}
  }

  private static TargetDeclaration good(String name) {
    return ModuleScanner.scanClass(Good.class).declaration().targets().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void optionsBecomeTheDeclaration() {
    TargetDeclaration everything = good("everything");

    assertThat(everything.kind()).isEqualTo("task");
    assertThat(everything.description()).isEqualTo("Does **everything**.");
    assertThat(everything.options())
        .isEqualTo(
            new CallOptions(
                new CallOptions.Memo("parameters", List.of("size")),
                new CallOptions.Cache(true, List.of("size"), 600_000L, null, "2"),
                new CallOptions.Retries(3, 2_000, 300_000),
                60_000L,
                null));
  }

  @Test
  void memoTellsUnsetOffAllAndNoneApart_M1() {
    assertThat(good("nothing").options().memo())
        .isEqualTo(new CallOptions.Memo("parameters", List.of()));
    assertThat(good("off").options().memo()).isEqualTo(new CallOptions.Memo("off", List.of()));
    assertThat(good("all").options().memo()).isEqualTo(new CallOptions.Memo("all", List.of()));
    assertThat(good("nothing").kind()).isEqualTo("workflow");
  }

  @Test
  void parametersHaveSchemasAndDefaults() {
    List<ParameterDeclaration> parameters = good("everything").parameters();

    assertThat(parameters)
        .containsExactly(
            new ParameterDeclaration(
                "size",
                "{\"type\":\"string\",\"enum\":[\"SMALL\",\"LARGE\"],\"description\":\"How large\"}",
                false,
                "\"SMALL\""),
            new ParameterDeclaration(
                "day", "{\"type\":\"string\",\"format\":\"date\"}", false, "\"2026-01-31\""),
            new ParameterDeclaration(
                "point",
                "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\",\"minimum\":-2147483648,\"maximum\":2147483647},\"label\":{\"type\":\"string\"},\"at\":{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"}},\"required\":[\"x\"]}",
                false,
                "{\"x\":1,\"label\":null,\"at\":null}"),
            new ParameterDeclaration("amount", "{\"type\":\"number\"}", true, null),
            new ParameterDeclaration("comment", "{\"type\":\"string\"}", false, null),
            new ParameterDeclaration(
                "wait", "{\"type\":\"string\",\"format\":\"duration\"}", false, null),
            new ParameterDeclaration(
                "days",
                "{\"type\":\"object\",\"properties\":{\"$set\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\",\"SATURDAY\",\"SUNDAY\"]},\"uniqueItems\":true}},\"required\":[\"$set\"],\"additionalProperties\":false}",
                true,
                null),
            new ParameterDeclaration(
                "bytes",
                "{\"type\":\"object\",\"properties\":{\"$bytes\":{\"type\":\"string\",\"contentEncoding\":\"base64\"}},\"required\":[\"$bytes\"],\"additionalProperties\":false}",
                true,
                null),
            new ParameterDeclaration(
                "handle",
                "{\"type\":\"object\",\"properties\":{\"$execution\":{\"type\":\"string\"}},\"required\":[\"$execution\"],\"additionalProperties\":false}",
                true,
                null));
  }
}

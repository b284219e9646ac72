package dev.pinwheel.worker;

import static dev.pinwheel.sdk.Pinwheel.current;
import static dev.pinwheel.sdk.Pinwheel.group;
import static dev.pinwheel.sdk.Pinwheel.options;
import static dev.pinwheel.sdk.Pinwheel.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Cache;
import dev.pinwheel.sdk.Context;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the methods of a module become steps: calls, submits, options, groups. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class WorkerCallTest {

  record User(String id, String name) {}

  static final ConcurrentLinkedQueue<String> EVENTS = new ConcurrentLinkedQueue<>();

  @Module("users")
  static class Users {

    @Task(memo = @Memo)
    User fetchUser(String userId) {
      EVENTS.add("fetch " + userId);
      return new User(userId, "Ada");
    }

    @Task
    void sendEmail(String userId) {
      EVENTS.add("email " + fetchUser(userId).name());
    }

    @Task
    void sendNotification(String userId) {
      EVENTS.add("notification " + fetchUser(userId).name());
    }

    @Task(memo = @Memo("machineId"), cache = @Cache(value = "config", namespace = "c"))
    String applyConfiguration(String machineId, String config) {
      return machineId + "=" + config;
    }

    @Workflow
    void welcome(String userId) {
      Execution<Void> email = submit(() -> sendEmail(userId));
      sendNotification(userId);
      email.result();
    }

    @Task
    int twice(int n) {
      return 2 * n;
    }

    @Workflow
    int fanOut(int width) {
      List<Execution<Integer>> handles = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        int n = i;
        handles.add(submit(() -> twice(n)));
      }
      return handles.stream().mapToInt(Execution::result).sum();
    }

    @Workflow
    String configure(String machine) {
      return applyConfiguration(machine, "1") + " " + applyConfiguration(machine, "2");
    }

    @Workflow
    String withOptions() throws Exception {
      String first =
          options()
              .memoOff()
              .timeout(Duration.ofSeconds(5))
              .call(() -> applyConfiguration("m1", "1"));
      Execution<String> second =
          options()
              .memo("config")
              .cache(Duration.ofMinutes(1))
              .delay(Duration.ofMillis(1))
              .retries(2, Duration.ofSeconds(1))
              .submit(() -> applyConfiguration("m1", "2"));
      options().memoAll().cacheOff().call(() -> sendEmail("u1"));
      return first + " " + second.result();
    }

    @Workflow
    void unknownMemoAtCallSite() {
      options().memo("machine").call(() -> applyConfiguration("m1", "1"));
    }

    @Task
    User join(Execution<User> user, String suffix) {
      return new User(user.result().id(), user.result().name() + suffix);
    }

    @Task
    Execution<User> later(String userId) {
      return submit(() -> fetchUser(userId));
    }

    @Workflow
    User handles() {
      Execution<User> user = submit(() -> fetchUser("u1"));
      Execution<User> later = later("u2");
      EVENTS.add(later.result().id());
      return join(user, "!");
    }

    @Workflow
    void groups() {
      group("Load", () -> fetchUser("u1"));
      group(
          "Outer",
          () -> {
            group("Inner", () -> sendEmail("u1"));
            sendEmail("u2");
          });
      sendEmail("u3");
    }

    @Workflow
    Context where() {
      return current().orElseThrow();
    }

    @Task
    BigDecimal exact(BigDecimal amount) {
      return amount;
    }

    @Workflow
    BigDecimal pay(BigDecimal amount) {
      return exact(amount);
    }

    @Workflow
    void fireAndForget() {
      submit(() -> sendEmail("refused"));
    }

    @Workflow
    String hearsOfRefusal() {
      Execution<Void> email = submit(() -> sendEmail("refused"));
      try {
        email.result();
        return "fine";
      } catch (RuntimeException e) {
        return e.getMessage();
      }
    }
  }

  private final PlayedWorker played = new PlayedWorker(Users.class);
  private final FakeServer server = played.server();

  @BeforeEach
  void forget() {
    EVENTS.clear();
  }

  @AfterEach
  void stop() {
    played.close();
  }

  @Test
  void callInsideTargetIsStepAndMemoizedTaskExecutesOnce_Scenario1() {
    played.value("users:welcome", "\"u1\"");

    assertThat(EVENTS).containsExactlyInAnyOrder("fetch u1", "email Ada", "notification Ada");
    assertThat(server.calledTargets())
        .containsExactlyInAnyOrder("sendEmail", "sendNotification", "fetchUser", "fetchUser");
  }

  @Test
  void memoByNamedParameterIgnoresTheOthers_Scenario4() {
    assertThat(played.value("users:configure", "\"m1\"")).isEqualTo("\"m1=1 m1=1\"");
  }

  @Test
  void callsAreNumberedInOrderAndMarkedAsBlockingOrNot() {
    played.value("users:welcome", "\"u1\"");

    List<WorkerMessage.Call> calls =
        server.heard(WorkerMessage.Call.class).stream()
            .filter(call -> call.execution().equals("R1:1:1"))
            .toList();
    assertThat(calls).extracting(WorkerMessage.Call::number).containsExactly(1, 2);
    assertThat(calls)
        .extracting(WorkerMessage.Call::target)
        .containsExactly("sendEmail", "sendNotification");
    assertThat(calls).extracting(WorkerMessage.Call::blocking).containsExactly(false, true);
  }

  @Test
  void fanOutOfSubmitsReturnsEveryValue() {
    assertThat(played.value("users:fanOut", "3000")).isEqualTo(String.valueOf(2999 * 3000));
  }

  @Test
  void optionsOfTheCallSiteReachTheServerWithTheTargetsOwnKept_M2() {
    assertThat(played.value("users:withOptions")).isEqualTo("\"m1=1 m1=2\"");

    List<CallOptions> options =
        server.heard(WorkerMessage.Call.class).stream().map(WorkerMessage.Call::options).toList();
    assertThat(options.subList(0, 3))
        .containsExactly(
            new CallOptions(new CallOptions.Memo("off", List.of()), null, null, 5_000L, null),
            new CallOptions(
                new CallOptions.Memo("parameters", List.of("config")),
                new CallOptions.Cache(true, List.of("config"), 60_000L, "c", null),
                new CallOptions.Retries(2, 1_000, 300_000),
                null,
                1L),
            new CallOptions(
                new CallOptions.Memo("all", List.of()),
                new CallOptions.Cache(false, null, null, null, null),
                null,
                null,
                null));
  }

  @Test
  void memoByUnknownParameterAtCallSiteNamesThoseThatExist_M1() {
    assertThat(played.failure("users:unknownMemoAtCallSite").message())
        .isEqualTo(
            "A call of users:applyConfiguration is memoized by the parameter 'machine', which does not exist. It has machineId, config.");
  }

  @Test
  void handlesTravelAsArgumentsAndResults() {
    assertThat(played.value("users:handles")).isEqualTo("{\"id\":\"u1\",\"name\":\"Ada!\"}");
    assertThat(EVENTS).contains("u2");
    assertThat(server.heard(WorkerMessage.Call.class))
        .filteredOn(call -> call.target().equals("join"))
        .singleElement()
        .satisfies(call ->
            assertThat(call.arguments()).containsExactly("{\"$execution\":\"R1:2:1\"}", "\"!\""));
  }

  @Test
  void callsCarryTheTitleOfTheInnermostGroup() {
    played.value("users:groups");

    assertThat(server.heard(WorkerMessage.Call.class))
        .filteredOn(call -> call.execution().equals("R1:1:1"))
        .extracting(WorkerMessage.Call::group)
        .containsExactly("Load", "Inner", "Outer", null);
  }

  @Test
  void contextTellsRunStepAttemptAndWorkspace() {
    assertThat(played.value("users:where"))
        .isEqualTo(
            "{\"execution\":\"R1:1:1\",\"run\":\"R1\",\"step\":\"R1:1\",\"attempt\":1,\"workspace\":\"production\",\"module\":\"users\",\"target\":\"where\"}");
  }

  @Test
  void decimalsStayExact() {
    assertThat(played.value("users:pay", "1234567890.123456789012345678900"))
        .isEqualTo("1234567890.123456789012345678900");
  }

  @Test
  void refusedCallSurfacesAtItsHandleOrElseFailsTheExecution_M10() {
    server.refuseCalls(call ->
        call.arguments().contains("\"refused\"")
            ? new WireFailure("cycle", "R1:1:1 waits for itself: R1:1:1 → R1:1:1.", List.of(), null)
            : null);

    assertThat(played.value("users:hearsOfRefusal"))
        .isEqualTo("\"R1:1:1 waits for itself: R1:1:1 → R1:1:1.\"");
    WireFailure silent = played.failure("users:fireAndForget");
    assertThat(silent.type()).isEqualTo("cycle");
    assertThat(silent.message()).startsWith("R1:1:1 waits for itself");
  }

  @Test
  void argumentThatDoesNotFitFailsTheExecutionWithItsName() {
    assertThat(played.failure("users:twice", "\"two\"").message())
        .startsWith("Argument 'n' of users:twice does not fit int");
    assertThat(played.failure("users:twice").message())
        .startsWith("Expected 1 arguments for users:twice (n), found 0.");
    assertThat(played.failure("users:nothingLikeThis").message())
        .isEqualTo("Worker test has no target users:nothingLikeThis.");
  }
}

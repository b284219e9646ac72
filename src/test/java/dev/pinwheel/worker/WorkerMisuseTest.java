package dev.pinwheel.worker;

import static dev.pinwheel.sdk.Pinwheel.submit;
import static dev.pinwheel.sdk.Pinwheel.wrap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What submit refuses, and threads that belong to no execution. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class WorkerMisuseTest {

  @Module("careless")
  static class Careless {
    @Task
    String fetchUser(String userId) {
      return userId;
    }

    @Task
    void sendEmail(String userId) {}

    @Task
    int twice(int n) {
      return 2 * n;
    }

    @Workflow
    void twoCalls() {
      submit(() -> {
        sendEmail("u1");
        sendEmail("u2");
      });
    }

    @Workflow
    void noCall() {
      submit(() -> "nothing".length());
    }

    @Workflow
    void plainCall() {
      Careless plain = new Careless();
      submit(() -> plain.fetchUser("u1"));
    }

    @Workflow
    void usesResult() {
      submit(() -> fetchUser("u1").strip());
    }

    @Workflow
    void computesAfter() {
      submit(() -> twice(3) + 1);
    }

    @Workflow
    void throwsBefore() {
      submit(() -> sendEmail(List.of("u1").get(7)));
    }

    @Workflow
    void nested() {
      submit(() -> submit(() -> sendEmail("u1")));
    }

    // Threads of one's own.

    @Workflow
    int ownThreads(boolean wrapped) throws Exception {
      return IntStream.range(0, 4)
          .mapToObj(n -> {
            CompletableFuture<Integer> result = new CompletableFuture<>();
            java.util.concurrent.Callable<Integer> task = () -> twice(n);
            java.util.concurrent.Callable<Integer> given = wrapped ? wrap(task) : task;
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    result.complete(given.call());
                  } catch (Throwable e) {
                    result.completeExceptionally(e);
                  }
                });
            return result;
          })
          .toList()
          .stream()
          .mapToInt(f -> {
            try {
              return f.join();
            } catch (java.util.concurrent.CompletionException e) {
              throw (RuntimeException) e.getCause();
            }
          })
          .sum();
    }
  }

  private final PlayedWorker played = new PlayedWorker(Careless.class);
  private final FakeServer server = played.server();

  @AfterEach
  void stop() {
    played.close();
  }

  @Test
  void submitRefusesASecondCall() {
    assertThat(played.failure("careless:twoCalls").message())
        .isEqualTo(
            "The code passed to submit called more than one target; the first was careless:sendEmail. Use a submit of its own for each call, and compute arguments before it.");
    assertThat(server.calledTargets()).isEmpty();
  }

  @Test
  void submitRefusesCodeWithoutACall() {
    assertThat(played.failure("careless:noCall").message())
        .startsWith("The code passed to submit called no task or workflow.");
    assertThat(played.failure("careless:plainCall").message())
        .startsWith("The code passed to submit called no task or workflow.");
  }

  @Test
  void submitRefusesCodeThatGoesOnAfterTheCall() {
    assertThat(played.failure("careless:usesResult").message())
        .contains("threw java.lang.NullPointerException")
        .contains(
            "after calling careless:fetchUser. Compute arguments before it, and use results after");
    assertThat(played.failure("careless:computesAfter").message())
        .contains("continued after calling careless:twice and returned '1'.");
    assertThat(server.calledTargets()).isEmpty();
  }

  @Test
  void submitRefusesCodeThatThrowsAndSubmitsInsideSubmits() {
    assertThat(played.failure("careless:throwsBefore").message())
        .contains("before it called a target. Compute arguments before");
    assertThat(played.failure("careless:nested").message())
        .contains("submit was called inside the code passed to submit.");
  }

  @Test
  void callOnAThreadWithoutExecutionAdvisesToSubmitOrWrap() {
    assertThat(played.failure("careless:ownThreads", "false").message())
        .startsWith("careless:twice was called on a thread that belongs to no execution")
        .contains(
            "use submit instead of a thread of your own, or give the thread Pinwheel.wrap(task).");
  }

  @Test
  void wrappedTasksMakeCallsForTheirExecution() {
    assertThat(played.value("careless:ownThreads", "true")).isEqualTo("12");
    assertThat(server.heard(WorkerMessage.Call.class))
        .extracting(WorkerMessage.Call::number)
        .containsExactly(1, 2, 3, 4);
  }
}

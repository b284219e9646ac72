package dev.pinwheel.sdk;

import static dev.pinwheel.sdk.Pinwheel.current;
import static dev.pinwheel.sdk.Pinwheel.group;
import static dev.pinwheel.sdk.Pinwheel.log;
import static dev.pinwheel.sdk.Pinwheel.options;
import static dev.pinwheel.sdk.Pinwheel.progress;
import static dev.pinwheel.sdk.Pinwheel.submit;
import static dev.pinwheel.sdk.Pinwheel.wrap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A module without a worker is plain Java, so its unit tests need nothing of Pinwheel. */
class PlainModuleTest {

  @Module("users")
  static class Users {

    final List<String> sent = new ArrayList<>();

    @Task(memo = @Memo)
    User fetchUser(String userId) {
      if (userId.isEmpty()) {
        throw new IllegalArgumentException("No user without an id.");
      }
      return new User(userId, "Ada");
    }

    @Task
    void sendEmail(String userId) {
      User user = fetchUser(userId);
      log().info("Sending an e-mail to {name}", user.name());
      progress(0.5);
      sent.add("email " + user.name());
    }

    @Task
    void sendNotification(String userId) {
      sent.add("notification " + fetchUser(userId).name());
    }

    @Task(memo = @Memo("machineId"))
    void applyConfiguration(String machineId, Object config) throws IOException {
      throw new IOException(machineId + " refuses " + config);
    }

    @Workflow(description = "Says hello to a new user.")
    void welcome(String userId) {
      Execution<Void> email = submit(() -> sendEmail(userId));
      sendNotification(userId);
      email.result();
    }
  }

  record User(String id, String name) {}

  private final Users users = new Users();

  @Test
  void submitRunsInlineWithoutWorker() {
    users.welcome("u1");

    assertThat(users.sent).containsExactly("email Ada", "notification Ada");
  }

  @Test
  void submitOfValueReturnsHandleWithTheValue() {
    Execution<User> user = submit(() -> users.fetchUser("u1"));

    assertThat(user.result()).isEqualTo(new User("u1", "Ada"));
  }

  @Test
  void failureOfSubmittedCallSurfacesAtItsResult() {
    Execution<User> user = submit(() -> users.fetchUser(""));

    assertThatThrownBy(user::result)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No user without an id.");
  }

  @Test
  void checkedExceptionOfSubmittedCallIsToldByExecutionFailed() {
    Execution<Void> applied = submit(() -> users.applyConfiguration("m1", "v2"));

    assertThatThrownBy(applied::result)
        .isInstanceOfSatisfying(
            ExecutionFailed.class,
            failed -> {
              assertThat(failed.type()).isEqualTo("java.io.IOException");
              assertThat(failed.originalMessage()).isEqualTo("m1 refuses v2");
            });
  }

  @Test
  void optionsAndGroupsPassValuesAndCheckedExceptionsThrough() throws Exception {
    User fresh = options().memoOff().call(() -> users.fetchUser("u2"));
    User grouped = group("Load", () -> users.fetchUser("u3"));
    group("Send", () -> users.sendEmail("u2"));

    assertThat(List.of(fresh.id(), grouped.id())).containsExactly("u2", "u3");
    assertThat(users.sent).containsExactly("email Ada");
    assertThatThrownBy(() -> options().call(() -> users.applyConfiguration("m1", "v2")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void contextAndWrapHaveAPlainMeaning() throws Exception {
    assertThat(current()).isEmpty();
    assertThat(wrap(() -> 42).call()).isEqualTo(42);
  }

  @Test
  void nonsenseIsRefusedWithASentence() {
    assertThatThrownBy(() -> progress(60))
        .hasMessage("Expected the progress as a fraction from 0 to 1, found 60.0.");
    assertThatThrownBy(() -> options().delay(Duration.ofSeconds(-1)))
        .hasMessageContaining("Expected a delay of 0 or more, found PT-1S");
    assertThatThrownBy(() -> Context.of("R7K2", "w", "m", "t"))
        .hasMessageContaining("found 'R7K2'");
  }
}

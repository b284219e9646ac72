package dev.pinwheel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module is plain Java: {@code new}, call, assert. No server, no worker, no mocks. */
class UsersTest {

  @TempDir Path directory;
  private ExampleData data;
  private Users users;

  @BeforeEach
  void createUsers() {
    data = ExampleData.install(directory);
    users = new Users(data);
  }

  @Test
  void welcomeSendsAnEmailAndANotification() {
    Users.Welcome welcome = users.welcome("u1");

    assertThat(welcome.email().text())
        .isEqualTo("Welcome Ada Lovelace! Your plan is Professional.");
    assertThat(welcome.notification().text()).isEqualTo("Hello Ada Lovelace, 25 seats are yours.");
    assertThat(data.outbox().list())
        .containsExactly("0001-email-u1.txt", "0002-notification-u1.txt");
  }

  @Test
  void editedNameCountsFromTheNextReadOn() throws IOException {
    Path file = directory.resolve("examples/users.json");
    Files.writeString(file, Files.readString(file).replace("Ada Lovelace", "Ada King"));

    assertThat(users.sendEmail("u1").text()).startsWith("Welcome Ada King!");
  }

  @Test
  void welcomeAllSendsAnEmailPerEntry() {
    assertThat(users.welcomeAll(List.of("u1", "u2", "u1")))
        .extracting(Users.Receipt::to)
        .containsExactly("ada@example.org", "grace@example.org", "ada@example.org");
  }

  @Test
  void unknownUserIsToldWithThePathAndThoseThatExist() {
    assertThatThrownBy(() -> users.fetchUser("u9"))
        .hasMessage(
            "Expected an entry 'u9' in %s, which has u1, u2, u3, u4."
                .formatted(directory.resolve("examples/users.json")));
  }

  @Test
  void remindAndOnboardWriteWhatTheyPromise() {
    users.remind("u2");
    users.onboard("u3");

    assertThat(data.outbox().list())
        .extracting(name -> name.substring(5))
        .containsExactly(
            "letter-u2.txt",
            "email-u2.txt",
            "account-u3.txt",
            "knock-u3.txt",
            "email-u3.txt",
            "notification-u3.txt");
  }
}

package dev.pinwheel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleDataTest {

  @TempDir Path directory;

  @Test
  void firstInstallCopiesTheFilesWithTheirNotice() throws IOException {
    ExampleData data = ExampleData.install(directory);

    assertThat(Files.list(directory.resolve("examples")).map(p -> p.getFileName().toString()))
        .containsExactlyInAnyOrder(
            "NOTICE.txt",
            "users.json",
            "plans.json",
            "machines.json",
            "weather.csv",
            "weather-rules.properties",
            "shop.properties",
            "outbox");
    assertThat(data.outbox().list()).isEmpty();
    assertThat(Files.readString(directory.resolve("examples/NOTICE.txt")))
        .contains("vega-datasets 3.2.1", "public domain", "NOAA");
  }

  @Test
  void laterInstallsLeaveEditedFilesAlone() throws IOException {
    ExampleData.install(directory);
    Path users = directory.resolve("examples/users.json");
    Files.writeString(users, "{}");
    Files.delete(directory.resolve("examples/machines.json"));

    ExampleData.install(directory);

    assertThat(users).hasContent("{}");
    assertThat(directory.resolve("examples/machines.json")).exists();
  }

  @Test
  void weatherTableIsTheOneOfItsSourceByteForByte() throws Exception {
    ExampleData.install(directory);
    byte[] bytes = Files.readAllBytes(directory.resolve("examples/weather.csv"));

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes)))
        .isEqualTo("33e7508566f8147b72480e4d9d123bf60dca9fab");
  }

  @Test
  void outboxNumbersItsFilesAlsoUnderContention() {
    Outbox outbox = ExampleData.install(directory).outbox();

    IntStream.range(0, 50).parallel().forEach(i -> outbox.put("email-u" + i, "hello"));

    assertThat(outbox.list())
        .extracting(name -> name.substring(0, 5))
        .isEqualTo(IntStream.rangeClosed(1, 50).mapToObj("%04d-"::formatted).toList());
  }

  @Test
  void outboxGoesOnAfterTheHighestNumber() throws IOException {
    Outbox outbox = ExampleData.install(directory).outbox();
    Files.createFile(directory.resolve("examples/outbox/0041-mine.txt"));

    Path file = outbox.put("email-u1", "hello");

    assertThat(file).hasFileName("0042-email-u1.txt").hasContent("hello");
  }

  @Test
  void mistakesInEditedFilesAreToldWithFileAndLine() throws IOException {
    ExampleData data = ExampleData.install(directory);
    Path users = directory.resolve("examples/users.json");
    String ada = "\"name\": \"Ada\", \"email\": \"ada@example.org\"";
    for (List<String> mistake :
        List.of(
            List.of("{\n \"u1\": {\n \"name\" \"Ada\"}}", "line 3: Unexpected character"),
            List.of("{\"u1\": ", "line 1: Unexpected end-of-input"),
            List.of("{} {}", "line 1: Trailing token"),
            List.of("{\"u1\": nope}", "line 1: Unrecognized token 'nope'"),
            List.of("[]", "line 1: Cannot deserialize"),
            List.of("{\"u1\": {\n" + ada + "}}", "line 2: Missing creator property 'plan'"))) {
      Files.writeString(users, mistake.getFirst());

      assertThatThrownBy(() -> data.entry("users.json", "u1", Users.User.class))
          .hasMessageContaining(mistake.getLast())
          .hasMessageContaining(users.toString());
    }
    Files.delete(users);
    assertThatThrownBy(() -> data.entry("users.json", "u1", Users.User.class))
        .hasMessageContaining("Expected a file " + users);
  }
}

package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
import dev.pinwheel.cli.CliFixture.Output;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.Who;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verb of the command line with every role, and without one (A7). */
class CliRolesTest {

  private static final String PASSWORD = "correct horse battery";

  /** That somebody may not, or that there is nothing for them. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "You need the role|you need the role|Only server administrators|administrator there"
              + "|No workspace is called|There is no workspace|Expected the header Authorization"
              + "|Sign in first|needs a token|login");

  private final CliFixture pinwheel = new CliFixture();
  private final Map<Who, Actor> people = new EnumMap<>(Who.class);
  private final InputStream console = System.in;
  private int made;

  @TempDir private Path home;

  @AfterEach
  void close() {
    System.setIn(console);
    pinwheel.close();
  }

  @Test
  void everyVerbIsTried() {
    assertThat(CliVerbs.ALL.keySet())
        .containsExactlyInAnyOrderElementsOf(CliVerbs.inCode().toList());
  }

  @Test
  void everyCellOfTheMatrixHolds_A3_A4_A7() {
    Scripted run = pinwheel.engine.submit("production", "welcome", "u1");
    run.ended();
    gather();
    SoftAssertions cells = new SoftAssertions();
    CliVerbs.ALL.forEach((name, verb) -> {
      for (Who who : Who.values()) {
        Output output = run(name, verb, who, run);
        boolean isRefused = output.exitCode() != 0 && REFUSAL.matcher(output.err()).find();
        cells
            .assertThat(isRefused)
            .as(
                "%s by %s: %d %s%s"
                    .formatted(name, who, output.exitCode(), output.out(), output.err()))
            .isEqualTo(!who.may(verb.needs().need()));
      }
    });
    cells.assertAll();
  }

  private void gather() {
    pinwheel.engine.workspace("spare");
    Actor ada = addFromCommandLine("ada", true, null);
    people.put(Who.SERVER_ADMINISTRATOR, ada);
    people.put(Who.WITHOUT_A_ROLE, add("outsider", ada));
    addFromCommandLine("spare", false, ada);
    for (Who who : Who.values()) {
      who.role()
          .ifPresent(role -> {
            String name = role.word() + "-joe";
            people.put(who, add(name, ada));
            var unused = pinwheel.engine.execute(new AccessCommand.GrantRole(name, role, "*", ada));
          });
    }
  }

  private Actor add(String name, Actor by) {
    long id = pinwheel.engine.execute(new AccessCommand.AddUser(name, false, null, null, by)).id();
    return Actor.user(name, id, Actor.Via.CLI);
  }

  private Actor addFromCommandLine(String name, boolean administrator, @Nullable Actor by) {
    Map<String, String> environment = environment();
    if (by != null) {
      environment.put("PINWHEEL_TOKEN", token(by).secret());
    }
    List<String> arguments = new ArrayList<>(List.of("users", "add", "--password-stdin", name));
    if (administrator) {
      arguments.add("--admin");
    }
    type(PASSWORD);
    CliFixture.run(environment, home, Terminal.NONE, arguments.toArray(String[]::new))
        .endsWith(ExitCodes.DONE);
    long id = pinwheel.engine.engine().access().findUser(name).orElseThrow().id();
    return Actor.user(name, id, Actor.Via.CLI);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PINWHEEL_SERVER", pinwheel.address());
    // Nobody finds what another one keeps.
    environment.put("XDG_CONFIG_HOME", home.resolve("home" + ++made).toString());
    return environment;
  }

  private static void type(String line) {
    System.setIn(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private record Made(long id, String secret) {}

  /** A token that may do what its owner may. */
  private Made token(Actor owner) {
    String secret = Secrets.token();
    Token token =
        pinwheel.engine.execute(
            new AccessCommand.CreateToken(
                "token" + ++made,
                false,
                Secrets.hash(secret),
                Role.ADMINISTRATOR,
                List.of("*"),
                owner.name().equals("ada"),
                null,
                Duration.ofDays(300),
                owner));
    return new Made(token.id(), secret);
  }

  private Output run(String name, CliVerbs.Verb verb, Who who, Scripted run) {
    Map<String, String> environment = environment();
    String token = "1";
    if (who != Who.NOBODY) {
      Made own = token(Objects.requireNonNull(people.get(who)));
      environment.put("PINWHEEL_TOKEN", own.secret());
      token = Long.toString(own.id());
    }
    type(PASSWORD);
    String fresh = "new" + ++made;
    String ownToken = token;
    String[] arguments =
        Stream.concat(
                Stream.of(name.split(" ")),
                verb.arguments().stream()
                    .map(argument ->
                        argument
                            .replace("EXECUTION", run.id().toString())
                            .replace("STEP", run.step().toString())
                            .replace("RUN", run.run().toString())
                            .replace("TOKEN", ownToken)
                            .replace("NEW", fresh)))
            .toArray(String[]::new);
    return CliFixture.run(environment, home, Terminal.NONE, arguments);
  }
}

package dev.pinwheel.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code login}: keeps a token for the commands that follow. */
@Command(
    name = "login",
    description =
        "Makes a token with name and password, valid for 90 days, and keeps it for the commands that follow. Who signs in with an identity provider makes one in the Studio and gives it with --token-stdin.")
final class LoginCommand extends ServerCommand {

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "Who logs in; asked for otherwise")
  private @Nullable String user;

  @Option(
      names = "--password-stdin",
      description = "Read the password from the standard input instead of the terminal")
  private boolean passwordFromInput;

  @Option(
      names = "--token-stdin",
      description = "Read a token that exists from the standard input, and keep it")
  private boolean tokenFromInput;

  LoginCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    String secret = tokenFromInput ? firstLine("the token") : login();
    Credentials credentials = Credentials.of(environment().variables());
    RestClient api = api().with(secret);
    JsonNode me = api.get("/me");
    credentials.keep(api.server(), secret);
    return print(
        me,
        "Logged in at %s as %s. The token is in %s."
            .formatted(api.server(), me.path("name").asString(), credentials.file()));
  }

  private String login() {
    String name = user == null ? ask("Name: ") : user;
    String password = passwordFromInput ? firstLine("the password") : askSecretly("Password: ");
    ObjectNode body =
        RestClient.MAPPER
            .createObjectNode()
            .put("name", name)
            .put("password", password)
            .put("token", tokenName());
    return api().post("/login", body).path("secret").asString();
  }

  /** One per machine, so that logging in again replaces the former token. */
  private static String tokenName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "machine";
    }
    String name = "cli-" + host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    return name.substring(0, Math.min(name.length(), 50));
  }

  private static String ask(String prompt) {
    Console console = console(prompt);
    String answer = console.readLine("%s", prompt);
    if (answer == null || answer.isBlank()) {
      throw CliProblem.usage("Expected a name.");
    }
    return answer.strip();
  }

  /** Reads a password that is not shown. */
  static String askSecretly(String prompt) {
    char[] answer = console(prompt).readPassword("%s", prompt);
    return answer == null ? "" : new String(answer);
  }

  private static Console console(String prompt) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw CliProblem.usage(
          "There is no terminal to ask for '%s'. Give the password with --password-stdin."
              .formatted(prompt.strip()));
    }
    return console;
  }

  /** The first line of the standard input. */
  static String firstLine(String what) {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = reader.readLine();
      if (line != null && !line.isBlank()) {
        return line.strip();
      }
    } catch (IOException e) {
      throw CliProblem.usage("The standard input could not be read: %s.".formatted(e.getMessage()));
    }
    throw CliProblem.usage("Expected %s on the standard input.".formatted(what));
  }
}

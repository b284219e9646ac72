package dev.pinwheel.cli;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code logout}: revokes the token that {@code login} keeps, and forgets it. */
@Command(name = "logout", description = "Revokes the token that 'login' keeps, and forgets it.")
final class LogoutCommand extends ServerCommand {

  LogoutCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    Credentials credentials = Credentials.of(environment().variables());
    if (credentials.find(api().server()).isEmpty()) {
      note("Nobody is logged in at %s.".formatted(api().server()));
      return ExitCodes.DONE;
    }
    try {
      String name = api().get("/me").path("name").asString();
      for (JsonNode token : api().get("/tokens").path("tokens")) {
        String full = token.path("user").asString() + "/" + token.path("name").asString();
        if (full.equals(name)) {
          api().delete("/tokens/" + token.path("id").asLong());
        }
      }
    } finally {
      credentials.forget(api().server());
    }
    print("Logged out at %s.".formatted(api().server()));
    return ExitCodes.DONE;
  }
}

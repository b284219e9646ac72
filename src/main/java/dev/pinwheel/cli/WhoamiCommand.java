package dev.pinwheel.cli;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code whoami}: who the server takes the command line for. */
@Command(
    name = "whoami",
    description = "Shows who you are to the server, and what you were granted.")
final class WhoamiCommand extends ServerCommand {

  WhoamiCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    JsonNode me = api().get("/me");
    if (isJson()) {
      printJson(me);
      return ExitCodes.DONE;
    }
    if (!me.path("secured").asBoolean()) {
      print("Nobody has to sign in at %s: you may do everything.".formatted(api().server()));
      return ExitCodes.DONE;
    }
    print(
        me.path("administrator").asBoolean()
            ? "%s, a server administrator".formatted(me.path("name").asString())
            : me.path("name").asString());
    for (JsonNode grant : me.path("grants")) {
      print("%s on %s".formatted(grant.path("role").asString(), grant.path("on").asString()));
    }
    if (me.path("grants").isEmpty()) {
      note("You have no role in any workspace. Ask an administrator for one.");
    }
    return ExitCodes.DONE;
  }
}

package dev.pinwheel.security;

import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.api.ApiServer;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.StatementCounter;
import dev.pinwheel.testing.TestDatabase;
import java.net.URI;
import java.util.stream.Stream;

/** A server with the administrator ada and the user joe, who both have the same password. */
final class SecuredServer implements AutoCloseable {

  static final String PASSWORD = "correct horse battery";

  private final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
  final EngineFixture engine = EngineFixture.start(database);
  final StatementCounter statements = engine.countStatements();
  private final ApiServer server;
  final Actor ada;

  SecuredServer(String... properties) {
    engine.workspace("production");
    engine.workspace("development", "production");
    String hash = new PasswordHashes(4).hash(PASSWORD);
    User first = engine.execute(new AccessCommand.AddUser("ada", true, hash, null, Actor.LOCAL));
    ada = Actor.user("ada", first.id(), Actor.Via.STUDIO);
    var unused = engine.execute(new AccessCommand.AddUser("joe", false, hash, null, ada));
    var alsoUnused =
        engine.execute(new AccessCommand.GrantRole("joe", Role.VIEWER, "production", ada));
    // The engine's clock stands still in the past.
    server =
        ApiServer.start(
            engine,
            database.payloads(),
            Stream.concat(
                    Stream.of("pinwheel.sign-in-lifetime=3650d", "pinwheel.sign-in-idle=3650d"),
                    Stream.of(properties))
                .toArray(String[]::new));
  }

  URI address() {
    return server.address();
  }

  Browsing browser() {
    return new Browsing(address());
  }

  @Override
  public void close() {
    server.close();
    engine.close();
    database.close();
  }
}

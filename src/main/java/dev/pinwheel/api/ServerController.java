package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.ServerList.ServerState;
import dev.pinwheel.query.ServerList.ServerView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The servers of the database: which one works, and which stand by. */
@RestController
@RequestMapping(path = "/api/v1/servers", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Servers", description = "Which server works, and which stand by.")
final class ServerController {

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final InstantSource clock;

  ServerController(Engine engine, ReadModels reads, Callers callers, InstantSource clock) {
    this.engine = engine;
    this.reads = reads;
    this.callers = callers;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.SEE_SERVERS)
  @Operation(
      summary = "List the servers that work on the database or stand by for it",
      description =
          "For server administrators. Servers without a heartbeat for an hour are left out.")
  ServersJson list() {
    if (!engine.access().isServerAdministrator(callers.current(), clock.instant())) {
      throw Rejection.forbidden("Only server administrators may see the servers.");
    }
    return new ServersJson(reads.servers().list().stream().map(ServerJson::of).toList());
  }

  /**
   * All servers.
   *
   * @param servers the one that works first
   */
  @Schema(name = "Servers")
  record ServersJson(List<ServerJson> servers) {}

  /**
   * A server.
   *
   * @param name which process it is, on which machine
   * @param state working, standby, or silent: no heartbeat for 10 seconds
   * @param version of Pinwheel
   * @param heardAt absent with the embedded database, which has one server
   */
  @Schema(name = "Server")
  record ServerJson(
      @Schema(example = "process 4711 on pinwheel-1") String name,
      ServerState state,
      @Schema(example = "0.1.0") String version,
      Instant startedAt,
      @Nullable Instant heardAt) {

    static ServerJson of(ServerView view) {
      return new ServerJson(
          view.name(), view.state(), view.version(), view.startedAt(), view.heardAt());
    }
  }
}

package dev.pinwheel.api.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Reservation;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Modules of a workspace that only workers with certain tokens may declare (A5). */
@RestController
@RequestMapping(path = "/api/v1/reservations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access", description = "Users, grants, tokens, and what everybody did.")
final class ReservationController {

  private final Engine engine;
  private final ViewpointResolver places;
  private final Callers callers;
  private final InstantSource clock;

  ReservationController(
      Engine engine, ViewpointResolver places, Callers callers, InstantSource clock) {
    this.clock = clock;
    this.engine = engine;
    this.places = places;
    this.callers = callers;
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(
      summary = "List the modules of a workspace that are reserved to tokens",
      description = "Administrators of the workspace see all of the tokens, others their own.")
  ReservationsJson list(@RequestParam String workspace) {
    Workspace found = places.get(workspace).workspace();
    WorkspaceId place = found.id();
    AccessSnapshot access = engine.access();
    Actor by = callers.current();
    Set<Long> shown =
        (access.refusal(by, Permission.RESERVE_MODULES, found, clock.instant()).isEmpty()
                ? access.tokens()
                : access.ownTokens(by))
            .stream().map(Token::id).collect(Collectors.toSet());
    Map<String, List<Reservation>> byModule =
        access.reservations().stream()
            .filter(reservation -> reservation.workspace().equals(place))
            .collect(Collectors.groupingBy(Reservation::module, TreeMap::new, Collectors.toList()));
    return new ReservationsJson(
        byModule.entrySet().stream()
            .map(entry -> json(entry.getKey(), entry.getValue(), access, shown))
            .toList());
  }

  private static ReservationJson json(
      String module, List<Reservation> reservations, AccessSnapshot access, Set<Long> shown) {
    return new ReservationJson(
        module,
        reservations.stream()
            .map(Reservation::token)
            .filter(shown::contains)
            .flatMap(id -> access.findToken(id).stream())
            .map(token ->
                new TokenNameJson(
                    token.id(),
                    token.displayName(access.findUser(token.user()).map(User::name).orElse(""))))
            .toList());
  }

  @PutMapping
  @Needs(Permission.RESERVE_MODULES)
  @Operation(
      summary = "Reserve a module of a workspace to tokens",
      description =
          "Workers with other tokens that declare it are disconnected. Without tokens, the reservation is removed.")
  ReservationsJson reserve(
      @RequestParam String workspace, @RequestBody NewReservationJson request) {
    if (request.module() == null || request.tokens() == null) {
      throw Rejection.invalidArgument(
          "Expected the fields 'module' and 'tokens', such as {\"module\": \"billing\", \"tokens\": [1042]}.");
    }
    var unused =
        engine.execute(
            new AccessCommand.ReserveModule(
                workspace, request.module(), request.tokens(), callers.current()));
    return list(workspace);
  }

  /**
   * What is reserved, by module.
   *
   * @param reservations one for each module or pattern
   */
  @Schema(name = "Reservations")
  record ReservationsJson(List<ReservationJson> reservations) {}

  /**
   * A module that is reserved.
   *
   * @param module a name, or a name and .*
   * @param tokens those that one may see; revoked ones are left out
   */
  @Schema(name = "Reservation")
  record ReservationJson(@Schema(example = "billing") String module, List<TokenNameJson> tokens) {}

  /**
   * A token by its name.
   *
   * @param id its number
   * @param name what its maker called it
   */
  @Schema(name = "TokenName")
  record TokenNameJson(long id, @Schema(example = "deploy") String name) {}

  /**
   * What to reserve.
   *
   * @param module a name, or a name and .*
   * @param tokens ids of the tokens whose workers may declare it
   */
  @Schema(name = "NewReservation")
  record NewReservationJson(
      @Schema(example = "billing", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String module,
      @Schema(example = "[1042]", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable List<Long> tokens) {}
}

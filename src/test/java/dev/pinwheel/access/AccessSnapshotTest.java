package dev.pinwheel.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Basing;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.model.WorkspaceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of access, without a server (A1–A5). */
class AccessSnapshotTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final User JOE = new User(1, "joe", null, "hash", false);
  private static final User ADA = new User(2, "ada", null, "hash", true);
  private static final Actor BY_JOE = Actor.user("joe", 1, Actor.Via.STUDIO);
  private static final Workspace PRODUCTION = workspace(10, "production", null);
  private static final Workspace DEVELOPMENT = workspace(11, "development", PRODUCTION);
  private static final Workspace OF_JOE = workspace(12, "development/joe", DEVELOPMENT);

  private final List<Grant> grants = new ArrayList<>();
  private final List<Token> tokens = new ArrayList<>();
  private final List<Reservation> reservations = new ArrayList<>();

  private AccessSnapshot rules() {
    return new AccessSnapshot(true, List.of(JOE, ADA), grants, tokens, reservations);
  }

  private static Workspace workspace(long id, String name, @Nullable Workspace base) {
    return workspace(id, name, base, Basing.VIEWERS, null);
  }

  private static Workspace workspace(
      long id, String name, @Nullable Workspace base, Basing basing, @Nullable Long creator) {
    return new Workspace(
        new WorkspaceId(id),
        new WorkspaceName(name),
        base == null ? null : base.id(),
        WorkspaceState.ACTIVE,
        NOW,
        "ada",
        creator,
        basing);
  }

  private void grant(Role role, GrantScope scope) {
    grants.add(new Grant(100 + grants.size(), JOE.id(), role, scope, false, NOW, "ada"));
  }

  private static GrantScope pattern(String pattern) {
    return new GrantScope.OfPattern(new WorkspacePattern(pattern));
  }

  private static GrantScope on(Workspace workspace) {
    return new GrantScope.OfWorkspace(workspace.id());
  }

  private Actor token(Role role, @Nullable List<String> modules, GrantScope... scopes) {
    return token(null, role, modules, scopes);
  }

  private Actor token(
      @Nullable Long madeBy, Role role, @Nullable List<String> modules, GrantScope... scopes) {
    long id = 200 + tokens.size();
    tokens.add(
        new Token(
            id,
            JOE.id(),
            madeBy,
            "laptop",
            false,
            Secrets.hash("secret" + id),
            role,
            List.of(scopes),
            true,
            modules,
            NOW,
            NOW.plusSeconds(60),
            null));
    return Actor.token("joe/laptop", JOE.id(), id, Actor.Via.API);
  }

  private Optional<Role> role(Actor actor, Workspace workspace) {
    return rules().role(actor, workspace, NOW);
  }

  /** A1. */
  @Test
  void withoutUsersEverybodyMayDoEverything() {
    assertThat(AccessSnapshot.OPEN.role(Actor.LOCAL, PRODUCTION, NOW)).hasValue(Role.ADMINISTRATOR);
    assertThat(AccessSnapshot.OPEN.isServerAdministrator(Actor.LOCAL, NOW)).isTrue();
  }

  /** A1. */
  @Test
  void onceSecuredNobodyIsAnonymous() {
    assertThat(rules().isKnown(Actor.LOCAL, NOW)).isFalse();
    assertThat(role(Actor.LOCAL, PRODUCTION)).isEmpty();
    assertThat(rules().isServerAdministrator(Actor.LOCAL, NOW)).isFalse();
  }

  /** A3. */
  @ParameterizedTest
  @CsvSource({
    "development/*, development/joe, true",
    "development/*, development/joe/deep, true",
    "development/*, development, false",
    "development/*, developments/joe, false",
    "*, production, true",
    "*, development/joe, true",
  })
  void patternsCoverWhatWorkersUnderstand(String pattern, String name, boolean covered) {
    grant(Role.VIEWER, pattern(pattern));

    assertThat(role(BY_JOE, workspace(20, name, null)).isPresent()).isEqualTo(covered);
  }

  /** A3. */
  @Test
  void theHighestRoleCounts() {
    grant(Role.VIEWER, pattern("*"));
    grant(Role.DEVELOPER, pattern("development/*"));

    assertThat(role(BY_JOE, PRODUCTION)).hasValue(Role.VIEWER);
    assertThat(role(BY_JOE, OF_JOE)).hasValue(Role.DEVELOPER);
  }

  /** A3. */
  @Test
  void aGrantOnANameBelongsToThatWorkspace() {
    grant(Role.OPERATOR, on(PRODUCTION));

    assertThat(role(BY_JOE, workspace(10, "renamed", null))).hasValue(Role.OPERATOR);
    assertThat(role(BY_JOE, workspace(30, "production", null))).isEmpty();
  }

  /** A3. */
  @Test
  void serverAdministratorsSeeNothingWithoutAGrant() {
    Actor ada = Actor.user("ada", 2, Actor.Via.STUDIO);

    assertThat(rules().isServerAdministrator(ada, NOW)).isTrue();
    assertThat(role(ada, PRODUCTION)).isEmpty();
  }

  /** A3. */
  @Test
  void eachRoleIncludesThoseBelow() {
    for (Role own : Role.values()) {
      grants.clear();
      grant(own, on(PRODUCTION));
      for (Permission permission : Permission.values()) {
        permission
            .need()
            .role()
            .ifPresent(needed ->
                assertThat(rules().refusal(BY_JOE, permission, PRODUCTION, NOW).isEmpty())
                    .as("%s as %s", permission, own)
                    .isEqualTo(own.includes(needed)));
      }
    }
  }

  /** A3, A4. */
  @Test
  void aRefusalNamesTheRoleThatIsMissing() {
    grant(Role.VIEWER, on(PRODUCTION));

    assertThat(rules().refusal(BY_JOE, Permission.RERUN_STEP, PRODUCTION, NOW))
        .hasValue(
            "You need the role operator in 'production' to re-run steps; you have the role viewer.");
  }

  /** A3. */
  @Test
  void theCreatorMayPauseArchiveAndRebaseButNotGrantOrRename() {
    Workspace own = workspace(40, "development/own", DEVELOPMENT, Basing.VIEWERS, JOE.id());
    grant(Role.DEVELOPER, pattern("development/*"));

    for (Permission permission :
        List.of(Permission.PAUSE_WORKSPACE, Permission.ARCHIVE_WORKSPACE, Permission.CHANGE_BASE)) {
      assertThat(rules().refusal(BY_JOE, permission, own, NOW)).as(permission.name()).isEmpty();
      assertThat(rules().refusal(BY_JOE, permission, OF_JOE, NOW))
          .as(permission.name())
          .isPresent();
    }
    assertThat(rules().refusal(BY_JOE, Permission.RENAME_WORKSPACE, own, NOW)).isPresent();
    assertThat(rules().hasRole(BY_JOE, Role.ADMINISTRATOR, on(own), Map.of(), NOW)).isFalse();
  }

  /** A2. */
  @Test
  void aTokenNeverMayDoMoreThanItsOwner() {
    Actor token = token(Role.ADMINISTRATOR, null, pattern("*"));
    assertThat(role(token, PRODUCTION)).isEmpty();

    grant(Role.OPERATOR, on(PRODUCTION));
    assertThat(role(token, PRODUCTION)).hasValue(Role.OPERATOR);
    assertThat(rules().isServerAdministrator(token, NOW)).isFalse();

    Actor narrow = token(Role.VIEWER, null, pattern("development/*"));
    grant(Role.DEVELOPER, pattern("*"));
    assertThat(role(narrow, PRODUCTION)).isEmpty();
    assertThat(role(narrow, OF_JOE)).hasValue(Role.VIEWER);
  }

  /** A2. */
  @Test
  void anExpiredTokenAndOneOfARemovedOwnerAreUnknown() {
    Actor token = token(Role.VIEWER, null, pattern("*"));
    byte[] hash = tokens.getFirst().secretHash();

    assertThat(rules().isKnown(token, NOW)).isTrue();
    assertThat(rules().findToken(hash, NOW)).isPresent();
    assertThat(rules().isKnown(token, NOW.plusSeconds(60))).isFalse();
    assertThat(rules().findToken(hash, NOW.plusSeconds(60))).isEmpty();
    AccessSnapshot withoutJoe = new AccessSnapshot(true, List.of(ADA), grants, tokens, List.of());
    assertThat(withoutJoe.isKnown(token, NOW)).isFalse();
    assertThat(withoutJoe.findToken(hash, NOW)).isEmpty();
  }

  /** A2. */
  @Test
  void aLimitedTokenOwnsItselfAndWhatWasMadeWithIt() {
    Actor full = token(Role.ADMINISTRATOR, null, pattern("*"));
    Actor limited = token(Role.DEVELOPER, null, pattern("*"));
    Actor made = token(limited.token(), Role.VIEWER, null, pattern("*"));
    Actor madeWithThat = token(made.token(), Role.VIEWER, null, pattern("*"));
    Token maker = rules().findToken(Objects.requireNonNull(limited.token())).orElseThrow();

    assertThat(rules().madeWith(maker))
        .extracting(Token::id)
        .containsExactly(made.token(), madeWithThat.token());
    assertThat(rules().ownTokens(made))
        .extracting(Token::id)
        .containsExactly(made.token(), madeWithThat.token());
    assertThat(rules().ownTokens(full)).hasSize(4).isEqualTo(rules().ownTokens(BY_JOE));
    assertThat(rules().ownTokens(Actor.user("ada", 2, Actor.Via.STUDIO))).isEmpty();
    // Of the administrator's role, and yet not of everything.
    Actor inDevelopment = token(Role.ADMINISTRATOR, null, pattern("development/*"));
    Actor ofBilling = token(Role.ADMINISTRATOR, List.of("billing"), pattern("*"));
    assertThat(rules().ownTokens(inDevelopment)).hasSize(1);
    assertThat(rules().ownTokens(ofBilling)).hasSize(1);
    assertThat(rules().ownTokens(Actor.token("joe/gone", 1, 999, Actor.Via.API))).isEmpty();
  }

  /** A3: a pattern holds in the workspaces that are called so. */
  @Test
  void aRoleOnAPatternIsARoleOnWhatItNames() {
    grant(Role.ADMINISTRATOR, pattern("development/*"));
    Map<WorkspaceId, String> names =
        Map.of(OF_JOE.id(), "development/joe", PRODUCTION.id(), "production");

    assertThat(rules().hasRole(BY_JOE, Role.ADMINISTRATOR, on(OF_JOE), names, NOW)).isTrue();
    assertThat(rules().hasRole(BY_JOE, Role.ADMINISTRATOR, on(PRODUCTION), names, NOW)).isFalse();
    assertThat(rules().hasRole(BY_JOE, Role.ADMINISTRATOR, on(OF_JOE), Map.of(), NOW)).isFalse();
  }

  /** A4. */
  @Test
  void basingNamesWhoGainsSight() {
    grant(Role.VIEWER, pattern("development/*"));
    WorkspaceChain chain = new WorkspaceChain(List.of(DEVELOPMENT, PRODUCTION));

    assertThat(rules().gainingSight(scope -> scope.coversName("development/new"), List.of(), chain))
        .containsExactly("joe");
    assertThat(rules().gainingSight(scope -> scope.coversName("other"), List.of(), chain))
        .isEmpty();
    assertThat(rules().gainingSight(scope -> scope.covers(OF_JOE), List.of(OF_JOE), chain))
        .containsExactly("joe");
    // What a workspace shows already is nothing new.
    assertThat(
            rules()
                .gainingSight(
                    scope -> scope.covers(OF_JOE),
                    List.of(OF_JOE, DEVELOPMENT, PRODUCTION),
                    new WorkspaceChain(List.of(PRODUCTION))))
        .isEmpty();

    grant(Role.VIEWER, on(DEVELOPMENT));
    assertThat(rules().gainingSight(scope -> scope.covers(OF_JOE), List.of(OF_JOE), chain))
        .as("production")
        .containsExactly("joe");
    grant(Role.VIEWER, on(PRODUCTION));
    assertThat(rules().gainingSight(scope -> scope.covers(OF_JOE), List.of(OF_JOE), chain))
        .isEmpty();
  }

  /** A4. */
  @Test
  void basingNeedsTheConsentOfTheWholeChain() {
    WorkspaceChain chain = new WorkspaceChain(List.of(DEVELOPMENT, PRODUCTION));
    grant(Role.DEVELOPER, on(DEVELOPMENT));
    assertThat(rules().basingRefusal(BY_JOE, chain, NOW))
        .hasValue(
            "A workspace based on 'development' would show what happens in 'production', and you have no role in 'production'.");

    grant(Role.VIEWER, on(PRODUCTION));
    assertThat(rules().basingRefusal(BY_JOE, chain, NOW)).isEmpty();

    Workspace closed = workspace(10, "production", null, Basing.DEVELOPERS, null);
    assertThat(rules().basingRefusal(BY_JOE, new WorkspaceChain(List.of(DEVELOPMENT, closed)), NOW))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("only its developers"));
    Workspace nobody = workspace(10, "production", null, Basing.NOBODY, null);
    assertThat(rules().basingRefusal(BY_JOE, new WorkspaceChain(List.of(DEVELOPMENT, nobody)), NOW))
        .isPresent();
  }

  /** A5. */
  @Test
  void aTokenMayBeLimitedToModules() {
    Actor token = token(Role.DEVELOPER, List.of("billing", "shop.*"), pattern("*"));

    assertThat(new ModuleRule(rules()).refusal(token, "billing")).isEmpty();
    assertThat(new ModuleRule(rules()).refusal(token, "shop.orders")).isEmpty();
    assertThat(new ModuleRule(rules()).refusal(token, "shop")).isPresent();
    assertThat(new ModuleRule(rules()).refusal(token, "billing2")).isPresent();
  }

  /** A5. */
  @Test
  void aReservedModuleBelongsToItsTokens() {
    Actor first = token(Role.DEVELOPER, null, pattern("*"));
    Actor second = token(Role.DEVELOPER, null, pattern("*"));
    reservations.add(new Reservation(PRODUCTION.id(), "billing", 200));

    assertThat(new ModuleRule(rules()).isReserved(first, PRODUCTION, "billing")).isFalse();
    assertThat(new ModuleRule(rules()).isReserved(second, PRODUCTION, "billing")).isTrue();
    assertThat(new ModuleRule(rules()).isReserved(second, PRODUCTION, "users")).isFalse();
    assertThat(new ModuleRule(rules()).isReserved(second, DEVELOPMENT, "billing")).isFalse();
  }

  /** A3: whoever grants must hold all that the scope covers. */
  @Test
  void aRoleOnAPatternCoversNarrowerPatterns() {
    grant(Role.ADMINISTRATOR, pattern("development/*"));

    assertThat(
            rules()
                .hasRole(BY_JOE, Role.ADMINISTRATOR, pattern("development/joe/*"), Map.of(), NOW))
        .isTrue();
    assertThat(rules().hasRole(BY_JOE, Role.ADMINISTRATOR, pattern("*"), Map.of(), NOW)).isFalse();
    assertThat(rules().hasRole(BY_JOE, Role.ADMINISTRATOR, pattern("dev/*"), Map.of(), NOW))
        .isFalse();
  }
}

package dev.pinwheel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.access.Role;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Basing;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.jooq.DefaultSchema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

/** Every text is checked before it reaches its column. */
class TextLimitTest {

  /** Columns with the server's own words, which need no check. */
  private static final Map<String, Set<String>> WORDS =
      Map.ofEntries(
          Map.entry("workspace.state", lowerCase(WorkspaceState.values())),
          Map.entry("workspace.basing", lowerCase(Basing.values())),
          Map.entry("access_grant.role", lowerCase(Role.values())),
          Map.entry("access_token.role", lowerCase(Role.values())),
          Map.entry("activity.via", lowerCase(Actor.Via.values())),
          Map.entry("step.kind", lowerCase(TargetKind.values())),
          Map.entry("execution.cause", lowerCase(ExecutionCause.values())),
          Map.entry("call.kind", lowerCase(CallKind.values())),
          Map.entry("result.kind", resultWords()),
          Map.entry("result.cause", resultWords()),
          Map.entry("dependency.kind", Set.of("waited", "handed")),
          Map.entry("worker_session.end_reason", lowerCase(SessionStore.End.values())),
          Map.entry("server.state", lowerCase(ServerStore.Duty.values())),
          Map.entry("incarnation.cause", lowerCase(IncarnationStore.Cause.values())),
          Map.entry(
              "log_message.level", Set.of("debug", "info", "warn", "error", "stdout", "stderr")),
          Map.entry("run_reference.kind", lowerCase(RunReferenceStore.Kind.values())),
          Map.entry("removal_record.kind", removalWords()));

  private static Set<String> lowerCase(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static Set<String> removalWords() {
    return Arrays.stream(RetentionStore.Removed.values())
        .map(RetentionStore.Removed::word)
        .collect(Collectors.toSet());
  }

  private static Set<String> resultWords() {
    return Arrays.stream(ResultKind.values()).map(ResultKind::word).collect(Collectors.toSet());
  }

  @Test
  void everyTextColumnHasALimitThatIsChecked() {
    Map<String, Integer> columns = new TreeMap<>();
    DefaultSchema.DEFAULT_SCHEMA
        .getTables()
        .forEach(table ->
            table
                .fieldStream()
                .filter(field -> field.getDataType().getSQLDataType() == SQLDataType.VARCHAR)
                .forEach(field -> columns.put(nameOf(field), field.getDataType().length())));
    Set<String> checked = new TreeSet<>(WORDS.keySet());
    checked.add("server_lease.holder"); // ServerLease shortens it
    checked.add("activity.action"); // the names of commands, of which a test knows the longest
    checked.add("worker_session.manifests"); // an id per module, and MODULES limits these
    for (TextLimit limit : TextLimit.values()) {
      for (Field<String> column : limit.columns()) {
        checked.add(nameOf(column));
        assertThat(limit.length())
            .as("%s fits %s", limit, nameOf(column))
            .isLessThanOrEqualTo(column.getDataType().length());
      }
    }

    assertThat(checked)
        .as("columns that TextLimit names, or that hold words of the server")
        .isEqualTo(columns.keySet());
    WORDS.forEach((column, words) ->
        assertThat(words)
            .as(column)
            .allSatisfy(word ->
                assertThat(word)
                    .hasSizeLessThanOrEqualTo(Objects.requireNonNull(columns.get(column)))));
  }

  private static String nameOf(Field<?> field) {
    String[] parts = field.getQualifiedName().getName();
    return parts[parts.length - 2] + "." + parts[parts.length - 1];
  }

  @Test
  void namesOfWorkspacesFitTheirColumns() {
    String longest = "w".repeat(WorkspaceName.MAX_LENGTH);

    assertThat(longest).hasSize(TextLimit.WORKSPACE_NAME.length());
    assertThat(new WorkspacePattern(longest + "/*").value())
        .hasSizeLessThanOrEqualTo(TextLimit.WORKSPACE_PATTERN.length());
  }

  @Test
  void namesAreRefusedInASentence() {
    TextLimit limit = TextLimit.MODULE;

    limit.checkName("m".repeat(200));
    assertThatThrownBy(() -> limit.checkName("m".repeat(201)))
        .isInstanceOf(Rejection.class)
        .hasMessage(
            "A name of a module has at most 200 characters; '%s…' has 201."
                .formatted("m".repeat(39)));
    assertThatThrownBy(() -> limit.checkName(" ")).hasMessageContaining("this one is blank");
    for (String control : new String[] {"\n", "\r", "\u001b", "\u0085", "\u2028"}) {
      assertThatThrownBy(() -> limit.checkName("a" + control + "b"))
          .isInstanceOf(Rejection.class)
          .hasMessageContaining("as its character 2")
          .message()
          .doesNotContain("\n", "\r", "\u001b", "\u0085");
    }
  }

  @Test
  void whatNoDatabaseCanStoreIsRefused() {
    for (String text : new String[] {"a\u0000b", "\ud83d", "\ude00a", "\ud83d\ud83d\ude00"}) {
      assertThatThrownBy(() -> TextLimit.REASON.check(text))
          .isInstanceOf(Rejection.class)
          .hasMessageContaining("cannot have the character U+");
      assertThat(TextLimit.FAILURE_TYPE.repair(text)).hasSameSizeAs(text).contains("\uFFFD");
    }
    TextLimit.REASON.check("two\nlines and 😀");
    TextLimit.REASON.check(null);
  }

  @Test
  void titlesAreShortenedBetweenCharacters() {
    TextLimit limit = TextLimit.GROUP_TITLE;

    assertThat(limit.shorten("a".repeat(200))).isEqualTo("a".repeat(200));
    assertThat(limit.shorten("a".repeat(201))).isEqualTo("a".repeat(199) + "…");
    assertThat(limit.shorten("😀".repeat(101))).isEqualTo("😀".repeat(99) + "…");
    assertThat(limit.shorten("a" + "😀".repeat(101))).isEqualTo("a" + "😀".repeat(99) + "…");
  }
}

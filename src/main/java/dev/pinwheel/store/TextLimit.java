package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.ACCESS_GRANT;
import static dev.pinwheel.store.jooq.Tables.ACCESS_TOKEN;
import static dev.pinwheel.store.jooq.Tables.ACTIVITY;
import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MANIFEST;
import static dev.pinwheel.store.jooq.Tables.MODULE_RESERVATION;
import static dev.pinwheel.store.jooq.Tables.PAYLOAD_PIECE;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RETENTION;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_KEEP;
import static dev.pinwheel.store.jooq.Tables.SERVER;
import static dev.pinwheel.store.jooq.Tables.SESSION_COUNTER;
import static dev.pinwheel.store.jooq.Tables.SIGN_IN;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.TOKEN_SCOPE;
import static dev.pinwheel.store.jooq.Tables.USER_ACCOUNT;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;

import dev.pinwheel.model.Rejection;
import java.util.Arrays;
import java.util.List;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * What texts may contain and how long they may be, derived from the columns that hold them. A text
 * that is refused here would fail in the database. Lengths are in characters (UTF-16 code units).
 */
public enum TextLimit {
  WORKSPACE_NAME("name of a workspace", WORKSPACE.NAME, WORKSPACE.ACTIVE_NAME),
  WORKSPACE_PATTERN(
      "pattern of workspaces",
      WORKER_SESSION.PATTERN,
      MANIFEST.PATTERN,
      ACCESS_GRANT.PATTERN,
      TOKEN_SCOPE.PATTERN),
  ACTOR(
      "name of a person",
      WORKSPACE.CREATED_BY,
      RUN.SUBMITTED_BY,
      RERUN.REQUESTED_BY,
      RETENTION.SET_BY,
      RUN_KEEP.KEPT_BY,
      RESULT.ENDED_BY,
      USER_ACCOUNT.CREATED_BY,
      ACCESS_GRANT.GRANTED_BY,
      ACCESS_TOKEN.CREATED_BY,
      MODULE_RESERVATION.RESERVED_BY,
      ACTIVITY.DONE_BY),
  MODULE(
      "name of a module",
      MANIFEST.MODULE,
      RUN.MODULE,
      STEP.MODULE,
      QUEUE.MODULE,
      MODULE_RESERVATION.MODULE),
  TARGET("name of a target", RUN.TARGET, STEP.TARGET),
  PARAMETER("name of a parameter", 200),
  CODE_VERSION("code version of a worker", MANIFEST.CODE_VERSION, WORKER_SESSION.CODE_VERSION),
  WORKER("name of a worker", WORKER_SESSION.WORKER, SESSION_COUNTER.WORKER, MANIFEST.WORKER),
  MODULES("list of the modules of a worker", WORKER_SESSION.MODULES),
  IDEMPOTENCY_KEY("idempotency key", RUN.IDEMPOTENCY_KEY),
  MEMO("list of parameters of a memo option", RUN.MEMO_DEFAULT, EXECUTION.MEMO_DEFAULT, RERUN.MEMO),
  REASON("reason of a re-run", RERUN.REASON),
  FORCED_STEPS("list of steps to force", RERUN.ALSO_FORCE),
  GROUP_TITLE("title of a group", CALL.GROUP_TITLE),
  FAILURE_TYPE("type of a failure", RESULT.FAILURE_TYPE),
  ARGUMENT_LINE("line of arguments", STEP.ARGUMENT_LINE, CALL.ARGUMENT_LINE),
  SERVER_NAME("name of a server", SERVER.NAME),
  SERVER_VERSION("version of a server", SERVER.VERSION),
  BLOB_FILE("name of a payload file", BLOB.FILE, PAYLOAD_PIECE.NAME),
  USER_NAME("name of a user", USER_ACCOUNT.NAME, USER_ACCOUNT.ACTIVE_NAME),
  PASSWORD_HASH("hash of a password", USER_ACCOUNT.PASSWORD_HASH),
  ISSUER("issuer of an identity", USER_ACCOUNT.ISSUER),
  SUBJECT("subject of an identity", USER_ACCOUNT.SUBJECT),
  TOKEN_NAME("name of a token", ACCESS_TOKEN.NAME),
  TOKEN_MODULES("list of the modules of a token", ACCESS_TOKEN.MODULES),
  AGENT("name of a browser", SIGN_IN.AGENT),
  ACTIVITY_SUBJECT("subject of an activity", ACTIVITY.SUBJECT);

  private static final String ELLIPSIS = "…";
  private static final char REPLACEMENT = '\uFFFD';
  private static final int EXCERPT = 40;

  private final String what;
  private final List<TableField<?, String>> columns;
  private final int length;

  @SafeVarargs
  TextLimit(String what, TableField<?, String>... columns) {
    this.what = what;
    this.columns = List.of(columns);
    this.length =
        Arrays.stream(columns)
            .mapToInt(column -> column.getDataType().length())
            .min()
            .orElseThrow();
  }

  /** Of a text that is only stored as part of a larger one. */
  TextLimit(String what, int length) {
    this.what = what;
    this.columns = List.of();
    this.length = length;
  }

  /** The columns that hold such texts. */
  List<TableField<?, String>> columns() {
    return columns;
  }

  /** The length of the longest text. */
  public int length() {
    return length;
  }

  /**
   * Checks a name: not blank, not too long, without control characters.
   *
   * @throws Rejection (invalid argument)
   */
  public void checkName(String name) {
    if (name.isBlank()) {
      throw Rejection.invalidArgument(
          "A %s has 1 to %d characters; this one is blank.".formatted(what, length));
    }
    check(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        throw Rejection.invalidArgument(
            "A %s has no control characters; '%s' has U+%04X as its character %d."
                .formatted(what, excerpt(name), (int) c, i + 1));
      }
    }
  }

  /**
   * Checks a text in which line breaks are allowed.
   *
   * @throws Rejection (invalid argument) when it is too long or cannot be stored
   */
  public void check(@Nullable String text) {
    if (text == null) {
      return;
    }
    if (text.length() > length) {
      throw Rejection.invalidArgument(
          "A %s has at most %d characters; '%s' has %d."
              .formatted(what, length, excerpt(text), text.length()));
    }
    checkCharacters(text);
  }

  /**
   * Checks a text that {@link #shorten} makes short enough.
   *
   * @throws Rejection (invalid argument) when it cannot be stored
   */
  public void checkCharacters(@Nullable String text) {
    int bad = text == null ? -1 : findUnstorable(text, 0);
    if (text != null && bad >= 0) {
      throw Rejection.invalidArgument(
          "A %s cannot have the character U+%04X, found in '%s' as its character %d."
              .formatted(what, (int) text.charAt(bad), excerpt(text), bad + 1));
    }
  }

  /** The text, or its beginning and an ellipsis when it is too long. */
  public String shorten(String text) {
    return shorten(text, length);
  }

  private static String shorten(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = length - ELLIPSIS.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + ELLIPSIS;
  }

  /** As {@link #shorten}, with U+FFFD for what cannot be stored. */
  public String repair(String text) {
    String shortened = shorten(text);
    int bad = findUnstorable(shortened, 0);
    if (bad < 0) {
      return shortened;
    }
    StringBuilder repaired = new StringBuilder(shortened);
    for (; bad >= 0; bad = findUnstorable(repaired, bad + 1)) {
      repaired.setCharAt(bad, REPLACEMENT);
    }
    return repaired.toString();
  }

  /** A beginning that can be shown in a sentence. */
  private static String excerpt(String text) {
    StringBuilder shown = new StringBuilder(shorten(text, EXCERPT));
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, REPLACEMENT);
      }
    }
    return shown.toString();
  }

  /** PostgreSQL cannot store U+0000, and UTF-8 no lone surrogate. */
  private static int findUnstorable(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return i;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}

package dev.pinwheel.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code pinwheel.*} of the server: the only place that declares them. {@link
 * ServerPropertyDefaults} puts the defaults into the environment, and {@code
 * docs/reference/configuration.md} is generated from this table.
 */
enum ServerProperty {
  DATA(
      "data",
      Path.class,
      "./data",
      "Directory of the embedded database, of large payloads and of the examples' files, relative to the working"
          + " directory. `./pinwheel start` sets it to `data/` in the clone, or to `PINWHEEL_DATA`."),
  DURABILITY(
      "durability",
      String.class,
      "power",
      "What an acknowledged commit survives on H2. `power`: a power cut, because every group of commits is"
          + " synced. `process`: a crash of the server, but not of the machine. PostgreSQL decides for itself"
          + " (`synchronous_commit`)."),
  JOURNAL(
      "journal",
      Boolean.class,
      "true",
      "H2 only. Commits go to a journal beside the database file, and to the database itself every 50 ms, after 1,000 rows, or when"
          + " somebody waits for them: long chains of steps run faster, and the file grows less. With `false`, every commit goes to the"
          + " database file at once."),
  ACCEPT_DATA_LOSS(
      "accept-data-loss",
      Boolean.class,
      "false",
      "H2 only. Starts although the database has lost commits that were acknowledged, because its file is truncated or an"
          + " older copy. To be given once, as `--pinwheel.accept-data-loss`; see"
          + " [Keep a server running](../how-to/keep-a-server-running.md#a-damaged-database-file)."),
  RESTORED(
      "restored",
      Boolean.class,
      "false",
      "The database was restored with its own tools, as that of PostgreSQL is: it continues as another incarnation. To be"
          + " given once, as `--pinwheel.restored`; see [Back up and restore](../how-to/back-up-and-restore.md#postgresql)."),
  COMPACT_ABOVE(
      "compact-above",
      DataSize.class,
      "1GB",
      "H2 only. A database file that is larger than this, and four times larger than its live data, is compacted while"
          + " the server runs. Requests wait for about a second meanwhile."),
  SERVER_LEASE(
      "server-lease",
      Duration.class,
      "10s",
      "PostgreSQL only. A server that could not renew its right to the database for this long may be replaced by"
          + " another one. A server that starts after another one was killed waits for at most this long."),
  STANDBY(
      "standby",
      Boolean.class,
      "false",
      "PostgreSQL only. A server that finds another one at work on its database waits instead of ending, and takes over when"
          + " that one stops, or has not been heard of for `pinwheel.server-lease`. Meanwhile it answers `/health` and `/health/live`"
          + " with 200, and everything else with 503."),
  EMBEDDED_WORKER(
      "embedded-worker",
      Boolean.class,
      "true",
      "Runs the examples in the server process, for every workspace that no other worker serves."),
  EMBEDDED_WORKER_CONCURRENCY(
      "embedded-worker-concurrency",
      Integer.class,
      "8",
      "How many executions of the embedded worker may compute at the same time."),
  WORKER_SILENCE(
      "worker-silence",
      Duration.class,
      "15s",
      "A worker that has sent nothing for this long is suspended: it keeps its executions and gets no new ones."),
  WORKER_LEASE(
      "worker-lease",
      Duration.class,
      "60s",
      "A worker that has sent nothing for this long is lost: its executions are abandoned, or retried where the target"
          + " has retries."),
  WORKER_GRACE_PERIOD(
      "worker-grace-period",
      Duration.class,
      "10m",
      "How long executions wait for a specific worker after it was closed or lost, before less specific workers may run"
          + " them.",
      "worker-awaited"),
  ALLOW_ANONYMOUS(
      "allow-anonymous",
      Boolean.class,
      "false",
      "Lets the server listen on an address that other machines can reach although nobody has to sign in. Anyone who"
          + " reaches it may see and change everything."),
  REQUIRE_SIGN_IN(
      "require-sign-in",
      Boolean.class,
      "false",
      "Nobody may use the server without an identity, also while it has no users: the first visitor is asked for the code"
          + " that the log shows, and becomes its administrator. The server may then listen anywhere."),
  SIGN_IN_LIFETIME(
      "sign-in-lifetime",
      Duration.class,
      "7d",
      "How long a sign-in in a browser lasts at most, however active it is."),
  SIGN_IN_IDLE(
      "sign-in-idle",
      Duration.class,
      "12h",
      "How long a sign-in lasts without activity. An open page alone is not activity."),
  ACTIVITY_KEPT("activity-kept", Duration.class, "365d", "How long activity entries are kept."),
  PUBLIC_METRICS(
      "public-metrics",
      Boolean.class,
      "false",
      "Whether `/metrics` is answered without a token on a server that has users. It names no workspaces."),
  PUBLIC_API_DESCRIPTION(
      "public-api-description",
      Boolean.class,
      "false",
      "Whether `/api/docs` and `/api/v1/openapi.json` are answered without a token on a server that has users."),
  REQUESTS_PER_SECOND(
      "limits.requests-per-second",
      Integer.class,
      "500",
      "How many requests to the API a user or token may send each second on a server that has users. Bursts of twice as"
          + " many are allowed. All tokens of a user together may send five times as many. Further ones get 429."),
  SUBMISSIONS_PER_SECOND(
      "limits.submissions-per-second",
      Integer.class,
      "200",
      "How many runs and re-runs a user or token may submit each second, with the same rules for bursts and for all"
          + " tokens of a user together."),
  WAITING_REQUESTS(
      "limits.waiting-requests",
      Integer.class,
      "100",
      "How many requests of one user or token may wait for a run (`waitMillis`) or follow its log at the same time on a server"
          + " that has users. Further ones get 429."),
  WORKER_SOCKETS(
      "limits.worker-sockets",
      Integer.class,
      "100",
      "How many workers may be connected with one token at the same time."),
  PASSWORD_COST(
      "password-cost",
      Integer.class,
      "10",
      "What it costs to check a password, for the server and for somebody who guesses: the cost of bcrypt, from 4 to 31; one"
          + " more takes twice as long. A password keeps the cost that it was set with."),
  OIDC_GROUPS_CLAIM(
      "oidc.groups-claim",
      String.class,
      "groups",
      "The claim in which an identity provider lists a user's groups."),
  OIDC_GRANTS(
      "oidc.grants",
      Set.class,
      "",
      "What groups of an identity provider give, separated by commas: `GROUP=ROLE@WORKSPACE`, such as"
          + " `developers=developer@development/*`. Given anew at each sign-in."),
  ALLOWED_HOSTS(
      "allowed-hosts",
      Set.class,
      "",
      "Host names, separated by commas, under which the server accepts requests besides `localhost` and loopback"
          + " addresses. Needed behind a proxy."),
  API_MAX_BODY(
      "api.max-body",
      DataSize.class,
      "16MB",
      "Requests to the API with a larger body are refused (413) before they are read.");

  private static final Logger LOG = LoggerFactory.getLogger(ServerProperty.class);

  private static final String PREFIX = "pinwheel.";

  private final String name;
  private final Class<?> type;
  private final String defaultValue;
  private final String effect;
  private final @Nullable String formerName;

  ServerProperty(String name, Class<?> type, String defaultValue, String effect) {
    this(name, type, defaultValue, effect, null);
  }

  /**
   * @param formerName still works when the present name is not used; null for none
   */
  ServerProperty(
      String name, Class<?> type, String defaultValue, String effect, @Nullable String formerName) {
    this.name = PREFIX + name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.effect = effect;
    this.formerName = formerName == null ? null : PREFIX + formerName;
  }

  /** As in a configuration file: {@code pinwheel.compact-above}. */
  String propertyName() {
    return name;
  }

  /** What the text is converted to. */
  Class<?> type() {
    return type;
  }

  String defaultValue() {
    return defaultValue;
  }

  /** What it does, in Markdown. */
  String effect() {
    return formerName == null ? effect : effect + " Former name: `" + formerName + "`.";
  }

  /** The value in the environment where nobody sets it: a former name, else the default. */
  private String fallback() {
    return formerName == null ? defaultValue : "${" + formerName + ":" + defaultValue + "}";
  }

  /** Logs a warning for each former name that is set. */
  static void warnOfFormerNames(Environment environment) {
    for (ServerProperty property : values()) {
      String former = property.formerName;
      if (former != null && environment.containsProperty(former)) {
        LOG.warn(
            "The property {} is now called {}. The former name still works; use the present one.",
            former,
            property.name);
      }
    }
  }

  /** All defaults, by the names of the properties. */
  static Map<String, Object> defaults() {
    return Arrays.stream(values())
        .collect(
            Collectors.toUnmodifiableMap(ServerProperty::propertyName, ServerProperty::fallback));
  }
}

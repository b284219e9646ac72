package dev.pinwheel.worker;

import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.worker.connect.RemoteConnection;
import dev.pinwheel.worker.connect.ServerAddress;
import dev.pinwheel.worker.modules.CodeVersion;
import dev.pinwheel.worker.modules.InvalidModule;
import dev.pinwheel.worker.modules.Modules;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Describes a worker and starts it. Confined to one thread. */
public final class WorkerBuilder {

  private static final Duration WELCOME_WITHIN = Duration.ofSeconds(30);

  private String name = "worker";
  private @Nullable String workspace;
  private @Nullable String codeVersion;
  private int concurrency = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private InstantSource clock = InstantSource.system();
  private List<URI> servers = List.of();
  private @Nullable String token = System.getenv("PINWHEEL_TOKEN");
  private boolean stopOnSignals = true;
  private Duration drainTimeout = Duration.ofMinutes(5);
  private Connection.@Nullable Connector connector;
  private final List<Modules.Registration> modules = new ArrayList<>();
  private final Map<Class<?>, Object> provided = new LinkedHashMap<>();

  WorkerBuilder() {}

  /** A name for people, e.g. {@code joe@laptop}. */
  public WorkerBuilder name(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Expected a name for the worker, found a blank one.");
    }
    checkLength("name", name, Protocol.MAX_NAME);
    this.name = name;
    return this;
  }

  /**
   * The workspace or pattern ({@code development/*}) it serves. Without one it is the embedded
   * worker, which serves every workspace last in line (D1).
   */
  public WorkerBuilder workspace(String workspace) {
    this.workspace = workspace;
    return this;
  }

  /** How many executions may compute at the same time (D2); twice the processors by default. */
  public WorkerBuilder concurrency(int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "Expected a concurrency of at least 1, found " + concurrency + ".");
    }
    this.concurrency = concurrency;
    return this;
  }

  /** Identifies the code, e.g. a commit; a digest of the modules' classes by default. */
  public WorkerBuilder codeVersion(String codeVersion) {
    checkLength("code version", codeVersion, Protocol.MAX_CODE_VERSION);
    this.codeVersion = codeVersion;
    return this;
  }

  private static void checkLength(String what, String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "Expected a %s of at most %d characters for the worker, found %d."
              .formatted(what, most, text.length()));
    }
  }

  /** Registers a module; the worker calls its constructor. */
  public WorkerBuilder module(Class<?> type) {
    modules.add(Modules.Registration.of(type, null));
    return this;
  }

  /** Registers a module that a factory creates; it is given the generated subclass. */
  @SuppressWarnings("unchecked") // the generated class is a subclass of the type
  public <T> WorkerBuilder module(
      Class<T> type, Function<Class<? extends T>, ? extends T> factory) {
    modules.add(
        Modules.Registration.of(type, generated -> factory.apply((Class<? extends T>) generated)));
    return this;
  }

  /** Registers a module that a container has created, as an instance of the generated subclass. */
  public <T> WorkerBuilder module(ModuleClass<T> module, T instance) {
    modules.add(Modules.Registration.of(module.prepared(), instance));
    return this;
  }

  /** Supplies what constructors of modules may ask for by this type. */
  public <T> WorkerBuilder provide(Class<T> type, T value) {
    provided.put(type, value);
    return this;
  }

  /** Where log messages get their time from; the system's clock by default. */
  public WorkerBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Where the server is, e.g. {@code http://localhost:8080}. Where others stand by for it, their
   * addresses follow, separated by commas: they are tried in turn.
   *
   * @throws IllegalArgumentException when that is no address
   */
  public WorkerBuilder server(String address) {
    this.servers = ServerAddress.parseAll(address);
    return this;
  }

  /**
   * The token with which a server that has users lets the worker in; what the environment variable
   * {@code PINWHEEL_TOKEN} says by default. Never log it.
   */
  public WorkerBuilder token(String token) {
    if (token.isBlank() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "Expected a token as the server has shown it, without spaces.");
    }
    this.token = token;
    return this;
  }

  /**
   * Whether the worker decides when its process ends, as it does by default when it has a {@link
   * #server(String) server}. The first SIGTERM or SIGINT drains the worker, the second stops it
   * immediately. When the server refuses the worker for good, the process exits with code 75, so
   * that a supervisor restarts it. Other applications pass {@code false}, call {@link Worker#drain}
   * and watch {@link Worker#closed}.
   */
  public WorkerBuilder stopOnSignals(boolean stop) {
    this.stopOnSignals = stop;
    return this;
  }

  /**
   * How long the worker may drain after the first signal, five minutes by default; then it is
   * stopped as by the second.
   */
  public WorkerBuilder drainTimeout(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException(
          "Expected a drain timeout of 0 s or more, found %d s.".formatted(limit.toSeconds()));
    }
    this.drainTimeout = limit;
    return this;
  }

  /** Connects to the server by other means than a WebSocket. */
  public WorkerBuilder connector(Connection.Connector connector) {
    this.connector = connector;
    return this;
  }

  /**
   * Connects, and returns when the server has accepted the worker. A worker of a {@link
   * #server(String) server} keeps its process alive until it is closed.
   *
   * @throws MisdeclaredModule when a module cannot be registered
   * @throws WorkerRefused when the server cannot be reached or refuses the worker, with its reason
   * @throws IllegalStateException when no module, no server or no workspace was set
   */
  public Worker start() {
    Connection.Connector way = connector();
    if (modules.isEmpty()) {
      throw new IllegalStateException("Expected at least one module: builder.module(….class).");
    }
    Modules created = createModules();
    String code =
        codeVersion != null
            ? codeVersion
            : CodeVersion.of(modules.stream().<Class<?>>map(Modules.Registration::type).toList());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform()
                .name("pinwheel-worker-" + name)
                .daemon(servers.isEmpty())
                .factory());
    ServerSession session = new ServerSession(name, created, concurrency, clock, timer);
    session.closed().thenRun(timer::shutdown);
    timer.execute(() -> {}); // its thread is there from now on
    OutputCapture.install();
    try {
      session.open(way, workspace, code, concurrency);
      var unused = session.welcome().get(WELCOME_WITHIN.toSeconds(), TimeUnit.SECONDS);
      Worker worker = new Worker(name, code, session, drainTimeout, timer);
      if (!servers.isEmpty() && stopOnSignals) {
        WorkerExit.handle(worker);
      }
      return worker;
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      abandon(session, timer);
      throw refused(e);
    } catch (RuntimeException e) {
      abandon(session, timer);
      throw e;
    }
  }

  private Modules createModules() {
    try {
      return Modules.create(modules, provided, RunningExecution::intercept);
    } catch (InvalidModule e) {
      throw new MisdeclaredModule(e);
    }
  }

  private void abandon(ServerSession session, ScheduledExecutorService timer) {
    timer.shutdown();
    session.close("Worker " + name + " could not be started.");
    OutputCapture.remove();
  }

  private Connection.Connector connector() {
    List<URI> addresses = servers;
    if (connector != null) {
      return connector;
    }
    if (addresses.isEmpty()) {
      throw new IllegalStateException(
          "Expected the address of the server: builder.server(\"http://localhost:8080\").");
    }
    if (workspace == null) {
      throw new IllegalStateException(
          "Expected a workspace: builder.workspace(\"development/joe\").");
    }
    HttpClient client = HttpClient.newHttpClient();
    String secret = token;
    return listener ->
        new RemoteConnection(
            addresses,
            listener,
            clock,
            () -> {
              WebSocket.Builder sockets = client.newWebSocketBuilder();
              return secret == null || secret.isBlank()
                  ? sockets
                  : sockets.header("Authorization", "Bearer " + secret.strip());
            });
  }

  private WorkerRefused refused(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    String reason =
        switch (e) {
          case ExecutionException refused when refused.getCause() != null ->
              String.valueOf(refused.getCause().getMessage());
          case TimeoutException timeout ->
              "the server did not answer within " + WELCOME_WITHIN.toSeconds() + " s";
          case InterruptedException interrupted -> "the thread that starts it was interrupted";
          default -> String.valueOf(e.getMessage());
        };
    return new WorkerRefused(name, reason, e);
  }
}

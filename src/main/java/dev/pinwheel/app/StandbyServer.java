package dev.pinwheel.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * Answers for a server that stands by until another one stops working on the database: {@code
 * /health} and {@code /health/live} with 200, everything else with 503, so that load balancers ask
 * the other one. At the same port as the server that it becomes, with the same TLS.
 */
final class StandbyServer implements Consumer<String>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StandbyServer.class);

  private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";
  private static final int USUAL_PORT = 8080;
  private static final int EXIT_TERMINATED = 143;
  private static final String RETRY_SECONDS = "5";

  private static final String STANDS_BY = "{\"status\":\"standby\"}";
  private static final String NOT_READY =
      "{\"status\":\"standby\",\"reason\":\"Another server works on the database.\"}";
  private static final String PROBLEM =
      "{\"type\":\"/api/problems/unavailable\",\"title\":\"Unavailable\",\"status\":503,\"detail\":\"This server stands by: another one works on the database. Ask that one, or try again.\"}";

  static {
    // Else a request that is never finished keeps its thread. Seconds.
    if (System.getProperty(REQUEST_TIME) == null) {
      System.setProperty(REQUEST_TIME, "10");
    }
  }

  private final Environment environment;
  private final Optional<StandbyTls> tls;
  private final Thread exit;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  /** Guarded by this. */
  private @Nullable HttpServer answers;

  private boolean waiting;

  /**
   * @param presence ended with the process
   * @param bundles what {@code server.ssl.bundle} may name
   */
  StandbyServer(Environment environment, ServerPresence presence, SslBundles bundles) {
    this.environment = environment;
    this.tls = StandbyTls.find(environment, bundles);
    this.exit = new Thread(() -> stop(presence), "pinwheel-standby-exit");
  }

  /** Nothing is lost with a server that has not begun to work. */
  private static void stop(ServerPresence presence) {
    try {
      presence.close();
    } finally {
      Runtime.getRuntime().halt(EXIT_TERMINATED);
    }
  }

  /** Another server works on the database. */
  @Override
  public void accept(String holder) {
    LOG.info(
        "Another server ({}) works on the database. This one stands by, and takes over when that one stops or its lease expires",
        holder);
    if (!waiting) {
      waiting = true;
      Runtime.getRuntime().addShutdownHook(exit);
      answer();
      tls.ifPresent(keys -> keys.onOtherKeys(this::answerAnew));
    }
  }

  private synchronized void answerAnew() {
    if (answers != null) {
      answers.stop(0);
      answer();
    }
  }

  private synchronized void answer() {
    int port = environment.getProperty("server.port", Integer.class, USUAL_PORT);
    String address = environment.getProperty("server.address", "");
    if (port <= 0) {
      return;
    }
    try {
      HttpServer server =
          listen(
              address.isEmpty()
                  ? new InetSocketAddress(port)
                  : new InetSocketAddress(InetAddress.getByName(address), port));
      server.setExecutor(requests);
      server.createContext("/", StandbyServer::answer);
      server.start();
      answers = server;
    } catch (IOException e) {
      LOG.warn("Could not listen on port {} while this server stands by", port, e);
    }
  }

  private HttpServer listen(InetSocketAddress address) throws IOException {
    if (tls.isEmpty()) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    try {
      tls.get().configure(server);
      return server;
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/health") || path.equals("/health/live")) {
        send(exchange, 200, "application/json", STANDS_BY);
      } else if (path.equals("/health/ready")) {
        send(exchange, 503, "application/json", NOT_READY);
      } else {
        send(exchange, 503, "application/problem+json", PROBLEM);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (status == 503) {
      exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
    }
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(body);
    }
  }

  /** This server works now. */
  @Override
  public void close() {
    synchronized (this) {
      if (answers != null) {
        answers.stop(0);
        answers = null;
      }
    }
    requests.shutdownNow();
    if (waiting) {
      LOG.info("This server takes over the database");
      Runtime.getRuntime().removeShutdownHook(exit);
    }
  }
}

package dev.pinwheel.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a connection does when an attempt to open it fails in ways that nobody expects. */
class RemoteConnectionTest {

  private static final URI SERVER = URI.create("http://localhost:1");
  private static final WorkerMessage.Hello HELLO =
      new WorkerMessage.Hello(
          Protocol.VERSION, "joe", "production", "1", 1, List.of(), "instance", List.of());

  @Test
  void anUnexpectedExceptionFailsTheAttemptAndNotTheConnection() throws Exception {
    AtomicLong seconds = new AtomicLong();
    InstantSource clock = () -> Instant.ofEpochSecond(seconds.addAndGet(11));
    ClosedListener listener =
        new ClosedListener() {
          @Override
          public Collection<String> running() {
            throw new IllegalStateException("unexpected");
          }
        };
    RemoteConnection connection =
        new RemoteConnection(List.of(SERVER), listener, clock, new ScriptedServer());

    connection.send(HELLO);

    assertThat(listener.closed.get(10, TimeUnit.SECONDS))
        .startsWith("Could not reach http://localhost:1: ")
        .contains("unexpected");
  }

  @Test
  void aSocketWhoseFirstTextCannotBeSentIsNotLeftOpen() {
    AtomicBoolean aborted = new AtomicBoolean();
    WebSocket broken =
        fake(
            WebSocket.class,
            method -> {
              if (method.equals("abort")) {
                aborted.set(true);
                return null;
              }
              return CompletableFuture.failedFuture(new IOException("broken"));
            });
    WebSocket.Builder builder =
        fake(
            WebSocket.Builder.class,
            method ->
                method.equals("buildAsync") ? CompletableFuture.completedFuture(broken) : null);

    assertThatThrownBy(() -> ServerWebSocket.open(builder, SERVER, "hello", InstantSource.system()))
        .isInstanceOf(ConnectFailed.class)
        .hasMessageContaining("broken");
    assertThat(aborted).isTrue();
  }

  /** A server whose list of hosts lacks its name turns workers away; another may let them in. */
  @Test
  void aServerThatTurnsWorkersAwayLeavesThemToTheOthers() throws Exception {
    try (Refusing first = new Refusing(403);
        Refusing second = new Refusing(403)) {
      CompletableFuture<String> closed = connect(first.address(), second.address());

      assertThat(closed.get(10, TimeUnit.SECONDS))
          .isEqualTo(
              second.address()
                  + " does not let this worker in: it answered with status 403 instead of opening a WebSocket.");
      assertThat(first.asked).hasValue(1);
      assertThat(second.asked).hasValue(1);
    }
  }

  @Test
  void aTokenThatIsNotValidEndsTheWorkerAtTheFirstServerThatSaysSo() throws Exception {
    try (Refusing first = new Refusing(401);
        Refusing second = new Refusing(503)) {
      CompletableFuture<String> closed = connect(first.address(), second.address());

      assertThat(closed.get(10, TimeUnit.SECONDS)).contains("missing, expired or revoked");
      assertThat(second.asked).hasValue(0);
    }
  }

  private static CompletableFuture<String> connect(URI... servers) {
    ClosedListener listener = new ClosedListener();
    HttpClient client = HttpClient.newHttpClient();
    new RemoteConnection(
            List.of(servers), listener, InstantSource.system(), client::newWebSocketBuilder)
        .send(HELLO);
    return listener.closed;
  }

  /** Notes why the connection was closed. */
  private static class ClosedListener implements Connection.Listener {

    final CompletableFuture<String> closed = new CompletableFuture<>();

    @Override
    public void received(ServerMessage message) {}

    @Override
    public void closed(String reason) {
      closed.complete(reason);
    }
  }

  /** Answers everything with one status. */
  private static final class Refusing implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    Refusing(int status) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          });
      server.start();
    }

    URI address() {
      return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** A fake whose methods answer by their name; those that answer null return the fake itself. */
  private static <T> T fake(Class<T> type, Function<String, @Nullable Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answers.apply(method.getName());
              boolean fluent = answer == null && method.getReturnType().isInstance(proxy);
              return fluent ? proxy : answer;
            }));
  }
}

package dev.pinwheel.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a connection does when an attempt to open it fails in ways that nobody expects. */
class RemoteConnectionTest {

  private static final URI SERVER = URI.create("http://localhost:1");

  @Test
  void anUnexpectedExceptionFailsTheAttemptAndNotTheConnection() throws Exception {
    AtomicLong seconds = new AtomicLong();
    InstantSource clock = () -> Instant.ofEpochSecond(seconds.addAndGet(11));
    CompletableFuture<String> closed = new CompletableFuture<>();
    Connection.Listener listener =
        new Connection.Listener() {
          @Override
          public void received(ServerMessage message) {}

          @Override
          public void closed(String reason) {
            closed.complete(reason);
          }

          @Override
          public Collection<String> running() {
            throw new IllegalStateException("unexpected");
          }
        };
    RemoteConnection connection =
        new RemoteConnection(List.of(SERVER), listener, clock, new ScriptedServer());

    connection.send(
        new WorkerMessage.Hello(
            Protocol.VERSION, "joe", "production", "1", 1, List.of(), "instance", List.of()));

    assertThat(closed.get(10, TimeUnit.SECONDS))
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

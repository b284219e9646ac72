package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.testing.SocketServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says and hears texts over a worker's socket, well-formed or not. */
final class RawWorker implements WebSocket.Listener, AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private volatile CompletableFuture<Void> pong = new CompletableFuture<>();
  private final WebSocket socket;

  private RawWorker(WebSocket.Builder builder, SocketServer server)
      throws ExecutionException, InterruptedException {
    socket =
        builder
            .buildAsync(URI.create("ws://localhost:" + server.port() + Protocol.PATH), this)
            .get();
  }

  static RawWorker connect(SocketServer server) throws Exception {
    return new RawWorker(CLIENT.newWebSocketBuilder(), server);
  }

  /** Connects as a page of this origin would. */
  static RawWorker connectFrom(String origin, SocketServer server) throws Exception {
    return new RawWorker(CLIENT.newWebSocketBuilder().header("Origin", origin), server);
  }

  RawWorker say(String text) throws Exception {
    socket.sendText(text, true).get(10, TimeUnit.SECONDS);
    return this;
  }

  /** Sends a part of a text that does not end with it. */
  RawWorker sayPart(String part) throws Exception {
    socket.sendText(part, false).get(10, TimeUnit.SECONDS);
    return this;
  }

  /** Waits until the server has read what was sent before. */
  void awaitRead() {
    CompletableFuture<Void> heardOf = new CompletableFuture<>();
    pong = heardOf;
    socket.sendPing(ByteBuffer.allocate(0)).join();
    heardOf.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Sends bytes, which no worker does. */
  RawWorker sayBinary(byte... bytes) throws Exception {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).get(10, TimeUnit.SECONDS);
    return this;
  }

  /** Waits until the server has read what was sent before, or has closed the socket. */
  void awaitReadOrClose() {
    CompletableFuture<Void> heardOf = new CompletableFuture<>();
    pong = heardOf;
    if (!socket.isOutputClosed()) {
      var unused = socket.sendPing(ByteBuffer.allocate(0)).exceptionally(lost -> socket);
    }
    CompletableFuture.anyOf(heardOf, closed.exceptionally(lost -> ""))
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  /** The texts that have arrived and were not taken. */
  List<String> takeHeard() {
    List<String> taken = new ArrayList<>();
    heard.drainTo(taken);
    return taken;
  }

  boolean isClosed() {
    return closed.isDone();
  }

  /** The next text, or why the server closed the socket. */
  String hearOrClose() throws Exception {
    while (true) {
      String next = heard.poll(100, TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
      if (closed.isDone()) {
        return closeReason();
      }
    }
  }

  RawWorker sayHello(String instance) throws Exception {
    return say(hello(Protocol.VERSION, instance));
  }

  static String hello(int version, String instance) {
    return """
    {"type":"hello","protocol":%d,"worker":"raw","workspace":"production","codeVersion":"1","concurrency":2,
     "instance":"an instance of the raw worker: %s","modules":[{"module":"raw","targets":[
       {"name":"work","kind":"workflow","parameters":[{"name":"n","required":true}]}]}]}\
    """
        .formatted(version, instance);
  }

  /** Gives a sign of life, and waits until the server has read it. */
  void beat() throws Exception {
    CompletableFuture<Void> heardOf = new CompletableFuture<>();
    pong = heardOf;
    say("{\"first\":%d,\"acknowledged\":0,\"messages\":[]}".formatted(1));
    socket.sendPing(ByteBuffer.allocate(0)).get(10, TimeUnit.SECONDS);
    heardOf.get(10, TimeUnit.SECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pong.complete(null);
    from.request(1);
    return null;
  }

  /** Says good-bye and waits for the answer, as long as {@link #awaitReadOrClose}. */
  RawWorker leave() throws Exception {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
    closed.get(20, TimeUnit.SECONDS);
    return this;
  }

  /** The next text. */
  String hear() throws InterruptedException {
    String next = heard.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("what the server says within 10 s").isNotNull();
    return next;
  }

  /** Why the server closed the socket. */
  String closeReason() throws Exception {
    return closed.get(10, TimeUnit.SECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      heard.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable problem) {
    closed.completeExceptionally(problem);
  }

  @Override
  public void close() {
    socket.abort();
  }
}

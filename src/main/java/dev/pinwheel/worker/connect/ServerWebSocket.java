package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.Frame;
import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.MalformedMessage;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.TextAssembly;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket to the server. Thread-safe. */
final class ServerWebSocket implements WebSocket.Listener {

  private static final Logger LOGGER = LoggerFactory.getLogger(ServerWebSocket.class);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
  private static final Duration SEND_WITHIN = Duration.ofSeconds(30);

  private final InstantSource clock;

  /** The server may send back in one text what it accepted in one. */
  private final TextAssembly text = new TextAssembly(4 * Protocol.MAX_CHARACTERS);

  private final CompletableFuture<FromServer> first = new CompletableFuture<>();
  private final CompletableFuture<Consumer<Frame<ServerMessage>>> reader =
      new CompletableFuture<>();
  private final ReentrantLock leaving = new ReentrantLock();
  private final AtomicBoolean pinging = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable String endReason;
  private volatile @Nullable String refusal;
  private volatile @Nullable WebSocket socket;
  private volatile Instant heard;
  private volatile Instant sent;

  private ServerWebSocket(InstantSource clock) {
    this.clock = clock;
    this.heard = clock.instant();
    this.sent = heard;
  }

  /** Connects and sends the first text. */
  static ServerWebSocket open(
      WebSocket.Builder builder, URI address, String opening, InstantSource clock)
      throws ConnectFailed {
    try {
      return connect(builder, address, opening, clock);
    } catch (ExecutionException | TimeoutException e) {
      throw ConnectFailed.of(e);
    } catch (InterruptedException e) {
      throw ConnectFailed.unreachable("interrupted");
    }
  }

  private static ServerWebSocket connect(
      WebSocket.Builder builder, URI address, String opening, InstantSource clock)
      throws ExecutionException, TimeoutException, InterruptedException {
    ServerWebSocket opened = new ServerWebSocket(clock);
    WebSocket socket =
        builder
            .connectTimeout(CONNECT_WITHIN)
            .buildAsync(address, opened)
            .get(CONNECT_WITHIN.toMillis() * 2, TimeUnit.MILLISECONDS);
    opened.socket = socket;
    boolean sent = false;
    try {
      opened.send(opening);
      sent = true;
    } finally {
      if (!sent) {
        opened.abort();
      }
    }
    return opened;
  }

  /** The answer to the first text. */
  FromServer.Opened answer(Duration within) throws ConnectFailed {
    FromServer answer;
    try {
      answer = first.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw ConnectFailed.unreachable(endReason("the server did not answer"));
    }
    return switch (answer) {
      case FromServer.Opened opened -> opened;
      case FromServer.Refused refused -> throw ConnectFailed.refused(refused.reason());
      case FromServer.Messages messages ->
          throw ConnectFailed.unreachable("the server did not send a welcome");
    };
  }

  /** Sets who receives the frames, including those that have arrived since the first text. */
  void listen(Consumer<Frame<ServerMessage>> frames) {
    reader.complete(frames);
  }

  /** Sends a text and waits until it is written. One thread at a time. */
  void send(String frame) throws ExecutionException, TimeoutException, InterruptedException {
    WebSocket open = socket;
    if (open != null) {
      open.sendText(frame, true).get(SEND_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      sent = clock.instant();
    }
  }

  boolean isSilentSince(Instant time) {
    return !heard.isAfter(time);
  }

  boolean isQuietSince(Instant time) {
    return !sent.isAfter(time);
  }

  /** Blocks until the socket has ended, for a limited time; returns whether it has. */
  boolean awaitEnd(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      ended("its thread was interrupted");
      return true;
    }
  }

  /** Why the session cannot be resumed over another socket; null when it can. */
  @Nullable String refusal() {
    return refusal;
  }

  /** Why it ended. */
  String endReason(String otherwise) {
    String known = endReason;
    return known != null ? known : otherwise;
  }

  /**
   * Sends a ping. The JDK does not always report that a server has closed a socket, but it does
   * report a failed write.
   */
  void ping() {
    WebSocket open = socket;
    if (open != null && pinging.compareAndSet(false, true)) {
      var unused =
          open.sendPing(ByteBuffer.allocate(0))
              .whenComplete((sent, problem) -> {
                pinging.set(false);
                if (problem != null) {
                  ended("the server has closed the connection");
                }
              });
    }
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    heard = clock.instant();
    from.request(1);
    return null;
  }

  /** Tells the server that this worker will not reconnect, and closes the socket. */
  void leave() {
    leaving.lock();
    try {
      WebSocket open = socket;
      if (open != null && !open.isOutputClosed()) {
        try {
          open.sendClose(WebSocket.NORMAL_CLOSURE, "")
              .get(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
          // The server answers by closing its side; ending the connection earlier could lose the
          // close.
          var unused = over.await(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
          LOGGER.debug("Could not close the socket cleanly", e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      ended("the worker has left");
    } finally {
      leaving.unlock();
    }
  }

  /** Ends it immediately. */
  void abort() {
    ended("the worker ended the connection");
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private void ended(String reason) {
    if (endReason == null) {
      endReason = reason;
    }
    first.completeExceptionally(new IOException(reason));
    over.countDown();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    heard = clock.instant();
    try {
      String whole = text.add(part, last);
      if (whole != null) {
        received(FromServer.read(whole));
      }
      from.request(1);
    } catch (MalformedMessage e) {
      refused("The server sent a message that this worker cannot read. " + e.getMessage());
      abort();
    } catch (RuntimeException e) {
      LOGGER.error("Could not process a message of the server", e);
      abort();
    }
    return null;
  }

  private void received(FromServer text) {
    if (first.complete(text)) {
      return;
    }
    switch (text) {
      case FromServer.Messages messages -> reader.join().accept(messages.frame());
      case FromServer.Refused refused -> refused(refused.reason());
      case FromServer.Opened second ->
          throw new MalformedMessage("Expected one welcome, found another");
    }
  }

  private void refused(String reason) {
    refusal = reason;
    ended(reason);
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    ended(reason.isEmpty() ? "the server closed the connection (" + status + ")" : reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable problem) {
    ended(ConnectFailed.sentence(problem instanceof Exception e ? e : new IOException(problem)));
  }
}

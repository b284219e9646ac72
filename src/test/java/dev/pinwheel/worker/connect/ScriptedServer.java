package dev.pinwheel.worker.connect;

import java.lang.reflect.Proxy;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The server's side of a worker's sockets, in memory, as the test says. Thread-safe. */
final class ScriptedServer implements Supplier<WebSocket.Builder> {

  private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();

  @Override
  public WebSocket.Builder get() {
    return (WebSocket.Builder)
        Proxy.newProxyInstance(
            WebSocket.Builder.class.getClassLoader(),
            new Class<?>[] {WebSocket.Builder.class},
            (proxy, method, arguments) ->
                method.getName().equals("buildAsync")
                    ? open((WebSocket.Listener) arguments[1])
                    : proxy);
  }

  private CompletableFuture<WebSocket> open(WebSocket.Listener worker) {
    Socket socket = new Socket(worker);
    sockets.add(socket);
    return CompletableFuture.completedFuture(socket);
  }

  /** The next socket that the worker opens. */
  Socket accept() throws InterruptedException {
    Socket socket = sockets.poll(10, TimeUnit.SECONDS);
    if (socket == null) {
      throw new AssertionError("The worker opened no socket within 10 s");
    }
    return socket;
  }

  /** Whether the worker has opened a socket that was not accepted. */
  boolean isCalled() {
    return !sockets.isEmpty();
  }

  /** One socket. */
  static final class Socket implements WebSocket {

    private final Listener worker;
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    private Socket(Listener worker) {
      this.worker = worker;
    }

    /** The next text of the worker. */
    String hear() throws InterruptedException {
      String text = texts.poll(10, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("The worker said nothing within 10 s");
      }
      return text;
    }

    void say(String text) {
      var unused = worker.onText(this, text, true);
    }

    /** The connection breaks. */
    void lose() {
      var unused = worker.onClose(this, 1006, "");
    }

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence text, boolean last) {
      texts.add(text.toString());
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int status, String reason) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public void request(long count) {}

    @Override
    public String getSubprotocol() {
      return "";
    }

    @Override
    public boolean isOutputClosed() {
      return false;
    }

    @Override
    public boolean isInputClosed() {
      return false;
    }

    @Override
    public void abort() {}
  }
}

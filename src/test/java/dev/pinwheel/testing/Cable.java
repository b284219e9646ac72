package dev.pinwheel.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lies between a worker and the server, sees every WebSocket frame, and can be cut: when a text
 * with a certain content comes by, before or after it is passed on. Thread-safe.
 */
public final class Cable implements AutoCloseable {

  /**
   * Where to cut.
   *
   * @param content what the text contains
   * @param nth which text of those, from 1
   * @param before whether that text is lost, too
   */
  public record Cut(String content, int nth, boolean before) {}

  /** What texts contain that every run brings about, and those that begin connections. */
  public static final List<String> KINDS =
      List.of(
          "\"type\":\"execute\"",
          "\"type\":\"called\"",
          "\"type\":\"resolved\"",
          "\"type\":\"settled\"",
          "\"type\":\"call\"",
          "\"type\":\"resolve\"",
          "\"type\":\"used\"",
          "\"type\":\"complete\"",
          "\"type\":\"fail\"",
          "\"type\":\"log\"",
          "\"type\":\"logged\"",
          "\"type\":\"progress\"",
          "\"acknowledged\"",
          "\"type\":\"welcome\"",
          "\"type\":\"hello\"");

  private final ServerSocket listening;
  private final AtomicInteger serverPort = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean broken;

  public Cable(int serverPort) throws IOException {
    this.serverPort.set(serverPort);
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /** As a worker's builder takes it. */
  public String address() {
    return "http://localhost:" + listening.getLocalPort();
  }

  /** Cuts once, at this place. */
  public void cutAt(Cut place) {
    seen.set(0);
    cut.set(place);
  }

  /** Whether what was to cut it has not come by yet. */
  public boolean isToCut() {
    return cut.get() != null;
  }

  /** How often it was cut by what came by. */
  public int cuts() {
    return cuts.get();
  }

  /** How many connections it has passed on. */
  public int connections() {
    return connections.get();
  }

  /** Cuts now. */
  public void cutNow() {
    open.forEach(Cable::closeQuietly);
    open.clear();
  }

  /** Cuts now, and refuses connections until it is mended. */
  public void breakOff() {
    broken = true;
    cutNow();
  }

  /** Leads to the server at this port again. */
  public void mend(int port) {
    serverPort.set(port);
    broken = false;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket worker = listening.accept();
        if (broken) {
          closeQuietly(worker);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort.get());
        worker.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(worker);
        open.add(server);
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> pass(worker, server));
        Thread.ofPlatform().daemon().start(() -> pass(server, worker));
      } catch (IOException refused) {
        // The worker tries again.
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      passHead(in, out);
      while (true) {
        Frame frame = Frame.read(in);
        Cut place = cut.get();
        boolean hit =
            place != null
                && frame.text().contains(place.content())
                && seen.incrementAndGet() == place.nth()
                && cut.compareAndSet(place, null);
        if (hit && place != null && place.before()) {
          break;
        }
        out.write(frame.bytes());
        out.flush();
        if (hit) {
          break;
        }
      }
      cuts.incrementAndGet();
    } catch (IOException closed) {
      // One of them has closed it.
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  /** The request or answer of HTTP that opens a WebSocket. */
  private static void passHead(DataInputStream in, OutputStream out) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      out.write(b);
      if (b == '\n') {
        newlines++;
      } else if (b != '\r') {
        newlines = 0;
      }
    }
    out.flush();
  }

  private record Frame(byte[] bytes, String text) {

    static Frame read(DataInputStream in) throws IOException {
      java.io.ByteArrayOutputStream copy = new java.io.ByteArrayOutputStream();
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      copy.write(first);
      copy.write(second);
      long length = second & 0x7f;
      int more = length == 126 ? 2 : length == 127 ? 8 : 0;
      if (more > 0) {
        length = 0;
        for (int i = 0; i < more; i++) {
          int b = in.readUnsignedByte();
          copy.write(b);
          length = length << 8 | b;
        }
      }
      byte[] mask = new byte[4];
      if ((second & 0x80) != 0) {
        in.readFully(mask);
        copy.writeBytes(mask);
      }
      byte[] payload = new byte[(int) length];
      in.readFully(payload);
      copy.writeBytes(payload);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      return new Frame(copy.toByteArray(), new String(payload, StandardCharsets.UTF_8));
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cutNow();
  }
}

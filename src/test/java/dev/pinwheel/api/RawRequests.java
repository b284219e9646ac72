package dev.pinwheel.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that sends what the JDK's refuses to send. Uses one connection as long as the
 * server lets it. Confined to a thread.
 */
final class RawRequests implements AutoCloseable {

  private final URI server;
  private @Nullable Socket connection;

  RawRequests(URI server) {
    this.server = server;
  }

  /**
   * What is sent.
   *
   * @param target path and query, as they are
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  record Request(String method, String target, Map<String, String> headers, byte[] body) {

    byte[] bytes() throws IOException {
      StringBuilder head = new StringBuilder();
      head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
      Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "localhost"));
      if (body.length > 0) {
        all.put("Content-Length", Integer.toString(body.length));
      }
      all.putAll(headers);
      all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      bytes.write(body);
      return bytes.toByteArray();
    }

    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      return "%s %s %s %s".formatted(method, shortened(target), headers, shortened(text));
    }

    private static String shortened(String text) {
      return text.length() <= 600 ? text : text.substring(0, 600) + "…";
    }
  }

  /** What came back; of a stream only the head. */
  record Answer(int status, Map<String, String> headers, String body) {

    String contentType() {
      return headers.getOrDefault("content-type", "");
    }
  }

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  /**
   * Headers after which a connection cannot be used again, because client and server may differ.
   */
  private static final Set<String> OF_THE_BODY =
      Set.of("Content-Length", "Transfer-Encoding", "Expect");

  /**
   * Sends a request once; one that only reads is sent again when the connection turns out to be
   * closed.
   */
  Answer send(Request request) throws IOException {
    boolean reads = READS.contains(request.method());
    if (reads && request.headers().keySet().stream().noneMatch(OF_THE_BODY::contains)) {
      return sendOn(request);
    }
    close();
    Answer answer = sendOn(request);
    close();
    return answer;
  }

  private Answer sendOn(Request request) throws IOException {
    boolean isFresh = connection == null;
    try {
      return exchange(request);
    } catch (IOException e) {
      close();
      if (isFresh) {
        throw e;
      }
      return exchange(request); // the server had closed the connection
    }
  }

  private Answer exchange(Request request) throws IOException {
    Socket socket = connection;
    if (socket == null) {
      socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(20_000);
      connection = socket;
    }
    socket.getOutputStream().write(request.bytes());
    socket.getOutputStream().flush();
    return read(socket.getInputStream(), request.method().equals("HEAD"));
  }

  private Answer read(InputStream in, boolean headOnly) throws IOException {
    String[] lines = head(in).split("\r\n", -1);
    int status = Integer.parseInt(lines[0].substring(9, 12));
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    boolean isStream = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
    String body = headOnly || isStream || status == 204 || status == 304 ? "" : body(in, headers);
    if (isStream || headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
      close();
    }
    return new Answer(status, headers, body);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) next(in));
    }
    return head.substring(0, head.length() - 4);
  }

  private static String body(InputStream in, Map<String, String> headers) throws IOException {
    byte[] bytes = bytes(in, headers);
    if (headers.getOrDefault("content-encoding", "").equals("gzip")) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(InputStream in, Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length != null) {
      return in.readNBytes(Integer.parseInt(length));
    }
    if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return headers.getOrDefault("connection", "").equals("close")
          ? in.readAllBytes()
          : new byte[0];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int size = Integer.parseInt(line(in), 16);
    while (size > 0) {
      bytes.write(in.readNBytes(size));
      line(in);
      size = Integer.parseInt(line(in), 16);
    }
    line(in);
    return bytes.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = next(in); c != '\n'; c = next(in)) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static int next(InputStream in) throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    return c;
  }

  @Override
  public void close() throws IOException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}

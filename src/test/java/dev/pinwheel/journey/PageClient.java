package dev.pinwheel.journey;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a page of the Studio as a browser does, and takes its pushes over the socket, but draws
 * nothing: it keeps the texts of the page. Twenty of them cost less than one browser. It speaks
 * Vaadin's own protocol, as recorded from a browser. Thread-safe.
 */
final class PageClient implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Vaadin's numbers of what a node has. */
  private static final int CHILDREN = 2;

  private static final int VIRTUAL_CHILDREN = 24;

  /** As a browser of 1280×720 in UTC would say it. */
  private static final String BROWSER =
      "v-sh=720&v-sw=1280&v-wh=720&v-ww=1280&v-bh=720&v-bw=1280&v-curdate=0&v-tzo=0&v-dstd=0&v-rtzo=0"
          + "&v-dston=false&v-tzid=UTC&v-wn=bench&v-td=false&v-pr=1&v-np=Linux&v-pv=VISIBLE";

  private final HttpClient http;
  private final URI server;
  private final String key;
  private final WebSocket socket;
  private final Map<Integer, List<Integer>> children = new HashMap<>();
  private final Map<Integer, List<Integer>> virtualChildren = new HashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private int syncId;
  private int clientId;

  /**
   * Opens a page and waits for its first content.
   *
   * @param route without a slash before it, such as {@code runs}
   * @param query such as {@code workspace=production}
   */
  PageClient(URI server, String route, String query) throws Exception {
    this.server = server;
    http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    get(route + "?" + query);
    String opening =
        get(
            "?v-r=init&location=%s&query=%s&%s"
                .formatted(route, query.replace("=", "%3D").replace("&", "%26"), BROWSER));
    JsonNode uidl = MAPPER.readTree(opening).at("/appConfig/uidl");
    key = uidl.get("Vaadin-Security-Key").asString();
    take(uidl);
    socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create(
                    "ws://%s:%d/VAADIN/push?v-r=push&v-uiId=0&v-pushId=%s"
                            .formatted(
                                server.getHost(),
                                server.getPort(),
                                uidl.get("Vaadin-Push-ID").asString())
                        + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=4.0.1"
                        + "&X-Atmosphere-Transport=websocket&X-Atmosphere-TrackMessageSize=true"
                        + "&Content-Type=application/json;%20charset=UTF-8&X-atmo-protocol=true"
                        + "&X-Vaadin-LastSeenServerSyncId=0"),
                new Pushes())
            .get(10, TimeUnit.SECONDS);
    take(
        MAPPER.readTree(
            post(
                "?v-r=uidl&v-uiId=0",
                message(
                    "{\"type\":\"event\",\"node\":1,\"event\":\"ui-navigate\",\"data\":{\"route\":\"%s\",\"query\":\"%s\",\"appShellTitle\":\"\",\"historyState\":null,\"trigger\":\"\"}}"
                        .formatted(route, query)))));
  }

  /** Tells the server that the page is still there, as a browser does every 30 seconds. */
  void beat() throws Exception {
    post("?v-r=heartbeat&v-uiId=0", "");
  }

  /** Bytes of JSON that were pushed so far. */
  long pushed() {
    return bytes.get();
  }

  /** The texts of the page in order, one a line. */
  synchronized String text() {
    StringBuilder all = new StringBuilder();
    append(1, all);
    return all.toString();
  }

  /** Waits for a text. */
  void await(Predicate<String> seen) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    synchronized (this) {
      while (!seen.test(text())) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new IllegalStateException("Not seen within 60 s on\n" + text());
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
  }

  private void append(int node, StringBuilder all) {
    String text = texts.get(node);
    if (text != null && !text.isBlank()) {
      all.append(text).append('\n');
    }
    children.getOrDefault(node, List.of()).forEach(child -> append(child, all));
    virtualChildren.getOrDefault(node, List.of()).forEach(child -> append(child, all));
  }

  private synchronized void take(JsonNode message) {
    if (message.has("syncId")) {
      syncId = message.get("syncId").asInt();
    }
    if (message.has("clientId")) {
      clientId = message.get("clientId").asInt();
    }
    message.path("changes").forEach(this::change);
    notifyAll();
    message.path("execute").forEach(this::execute);
  }

  private void change(JsonNode change) {
    int node = change.get("node").asInt();
    int feature = change.path("feat").asInt(-1);
    switch (change.get("type").asString()) {
      case "put" -> {
        if (change.get("key").asString().equals("text")) {
          texts.put(node, change.get("value").asString());
        }
      }
      case "detach" -> {
        texts.remove(node);
        children.remove(node);
        virtualChildren.remove(node);
      }
      case "clear" -> {
        if (feature == CHILDREN) {
          children.remove(node);
        }
      }
      case "splice" -> {
        if (feature == CHILDREN) {
          splice(children.computeIfAbsent(node, added -> new ArrayList<>()), change);
        } else if (feature == VIRTUAL_CHILDREN) {
          splice(virtualChildren.computeIfAbsent(node, added -> new ArrayList<>()), change);
        }
      }
      default -> {}
    }
  }

  private static void splice(List<Integer> list, JsonNode change) {
    int index = change.get("index").asInt();
    for (int i = change.path("remove").asInt(0); i > 0; i--) {
      list.remove(index);
    }
    for (JsonNode added : change.path("addNodes")) {
      list.add(index++, added.asInt());
    }
  }

  /**
   * What a grid is told, it confirms, or the server would keep what it is no longer to show;
   * likewise that the page was taken.
   */
  private void execute(JsonNode call) {
    JsonNode channel = call.get(0).path("@v-return");
    if (channel.isArray() && call.get(call.size() - 1).asString("").contains("return 'taken'")) {
      send(
          "{\"type\":\"channel\",\"node\":%d,\"channel\":%d,\"args\":[\"taken\"]}"
              .formatted(channel.get(0).asInt(), channel.get(1).asInt()));
      return;
    }
    if (call.size() < 3
        || !call.get(call.size() - 1).asString("").contains("this.$server[")
        || !call.get(call.size() - 2).has("@v-node")) {
      return;
    }
    send(
        "{\"type\":\"publishedEventHandler\",\"node\":%d,\"templateEventMethodName\":\"confirmUpdate\",\"templateEventMethodArgs\":[%s],\"promise\":1}"
            .formatted(call.get(call.size() - 2).get("@v-node").asInt(), call.get(0)));
  }

  private void send(String rpc) {
    String message = message(rpc);
    socket.sendText(message.length() + "|" + message, true);
  }

  private synchronized String message(String rpc) {
    return "{\"csrfToken\":\"%s\",\"rpc\":[%s],\"syncId\":%d,\"clientId\":%d}"
        .formatted(key, rpc, syncId, clientId++);
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(server.resolve("/" + path)).GET());
  }

  private String post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(server.resolve("/" + path))
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body)))
        .replaceFirst("^for\\(;;\\);", "");
  }

  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  /** Vanishes, as a browser whose machine lost its power: nobody is told. */
  void vanish() {
    socket.abort();
    http.shutdownNow();
  }

  @Override
  public void close() {
    vanish();
  }

  private final class Pushes implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      from.request(1);
      if (last) {
        receive(parts.toString());
        parts.setLength(0);
      }
      return null;
    }

    /** A frame may have several messages, each after its length and a bar. */
    private void receive(String frame) {
      bytes.addAndGet(frame.length());
      int at = 0;
      while (at < frame.length()) {
        int bar = frame.indexOf('|', at);
        int end = bar + 1 + Integer.parseInt(frame.substring(at, bar).strip());
        String message = frame.substring(bar + 1, Math.min(end, frame.length()));
        if (message.startsWith("{") || message.startsWith("for(")) {
          take(MAPPER.readTree(message.replaceFirst("^for\\(;;\\);\\[?", "")));
        }
        at = end;
      }
    }
  }
}

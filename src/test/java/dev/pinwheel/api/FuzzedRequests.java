package dev.pinwheel.api;

import dev.pinwheel.api.RawRequests.Request;
import dev.pinwheel.testing.FuzzedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Requests from the API's description: every operation with every parameter and body, partly as
 * described and partly not. The same seed gives the same requests.
 */
final class FuzzedRequests {

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "+",
          "%",
          "%zz",
          "%f",
          "%00",
          "%0d%0aX-Odd:%201",
          "%ff",
          "%c0%80",
          "%ed%a0%80",
          "..",
          "%2e%2e",
          "%2F",
          "/",
          "%5C",
          "\\",
          "<script>",
          "|",
          "\"",
          "\u0001",
          "\u00e9",
          "%C3%A9",
          "%F0%9F%98%80",
          ";x=1",
          "#x",
          "null",
          "true",
          "-1",
          "0",
          "1",
          "1e400",
          "NaN",
          "2147483648",
          "9223372036854775808",
          "R1",
          "R1:1",
          "R1:1:1",
          "R1:0:1",
          "R99999999999999999999:1:1",
          "r1:1:1",
          "%27%3B%20drop%20table%20run%3B--",
          "2026-11-22T10:00:00Z",
          "%2B999999999-12-31T23:59:59Z",
          "-99999-01-01T00:00:00Z",
          "%c2%85",
          "off",
          "a,b,,",
          "x".repeat(300),
          "x".repeat(5_000));

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO", "get");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json; charset=nothing",
          "text/plain",
          "text/html",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "application/*",
          "*/*",
          "/",
          ";",
          "application/json;",
          "x".repeat(500));

  private static final List<Map.Entry<String, String>> HEADERS =
      List.of(
          Map.entry("Accept", "text/html"),
          Map.entry("Accept", "*/*;q=2"),
          Map.entry("Accept", "nothing"),
          Map.entry("Accept", "application/xml"),
          Map.entry("Accept-Encoding", "gzip"),
          Map.entry("Accept-Charset", "nothing"),
          Map.entry("Accept-Language", "x".repeat(300)),
          Map.entry("Content-Encoding", "gzip"),
          Map.entry("Content-Length", "-1"),
          Map.entry("Content-Length", "one"),
          Map.entry("Transfer-Encoding", "nothing"),
          Map.entry("Expect", "200-ok"),
          Map.entry("Host", "evil.example"),
          Map.entry("Host", ""),
          Map.entry("Host", "local host"),
          Map.entry("Origin", "https://evil.example"),
          Map.entry("Origin", "null"),
          Map.entry("Origin", "::::"),
          Map.entry("Referer", "\u00ff"),
          Map.entry("Cookie", "a=\u0001"),
          Map.entry("Range", "bytes=9-1"),
          Map.entry("If-None-Match", "\""),
          Map.entry("X-HTTP-Method-Override", "DELETE"),
          Map.entry("X-Forwarded-Host", "evil.example"),
          Map.entry("X-Forwarded-Proto", "\u0000"),
          Map.entry("Last-Event-ID", "x"),
          Map.entry("Idempotency-Key", ""),
          Map.entry("Idempotency-Key", "key"),
          Map.entry("Idempotency-Key", "\u00ff\u00fe"),
          Map.entry("Idempotency-Key", "k".repeat(400)),
          Map.entry("X-Long", "x".repeat(20_000)));

  private final Random random;
  private final JsonNode document;
  private final FuzzedJson json;
  private final Map<String, List<String>> good;
  private final List<Operation> operations = new ArrayList<>();

  private record Operation(String method, String path, JsonNode described) {}

  /**
   * @param document the description
   * @param run one that is there
   */
  FuzzedRequests(JsonNode document, String run, Random random) {
    this.document = document;
    this.random = random;
    this.good =
        Map.ofEntries(
            Map.entry("workspace", List.of("production", "development", "development%2Fjoe")),
            Map.entry("withWorkspace", List.of("production", "development")),
            Map.entry("run", List.of(run)),
            Map.entry("step", List.of(run + ":1", run + ":2")),
            Map.entry("execution", List.of(run + ":1:1", run + ":2:1")),
            Map.entry("with", List.of(run + ":1:1", run + ":2:1")),
            Map.entry("position", List.of("1", "2")),
            Map.entry("module", List.of("users")),
            Map.entry("workflow", List.of("welcome", "greet")),
            Map.entry("name", List.of("development", "development/joe", "fuzz/1", "fuzz/2")),
            Map.entry("word", List.of("not-found", "conflict")),
            Map.entry("waitMillis", List.of("0", "3")),
            Map.entry("limit", List.of("1", "10")),
            Map.entry("cursor", List.of("x")),
            Map.entry("memo", List.of("off", "all", "userId")));
    this.json =
        new FuzzedJson(
            random,
            reference -> document.at(reference.substring(1)),
            Map.ofEntries(
                Map.entry("module", List.of("\"users\"")),
                Map.entry("workflow", List.of("\"welcome\"", "\"greet\"")),
                Map.entry("arguments", List.of("[\"u1\"]", "[\"hello\",2]", "[]")),
                Map.entry("namedArguments", List.of("{\"userId\":\"u1\"}")),
                Map.entry("name", List.of("\"fuzz/1\"", "\"fuzz/2\"", "\"development\"")),
                Map.entry("base", List.of("\"production\"", "\"fuzz/1\"", "null")),
                Map.entry("state", List.of("\"paused\"", "\"active\"", "\"archived\"")),
                Map.entry("alsoForce", List.of("[\"" + run + ":2\"]", "[]")),
                Map.entry("memo", List.of("\"off\"", "\"all\"", "[\"userId\"]")),
                Map.entry("reason", List.of("\"because\""))));
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    operations.add(
                        new Operation(
                            operation.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            operation.getValue()))));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  Request next() {
    Operation operation = one(operations);
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    Map<String, String> headers = new LinkedHashMap<>();
    for (JsonNode parameter : operation.described().path("parameters")) {
      String name = parameter.path("name").asString();
      switch (parameter.path("in").asString()) {
        case "path" -> path = path.replace("{" + name + "}", value(name, parameter));
        case "query" -> {
          boolean isThere = parameter.path("required").asBoolean() ? chance(95) : chance(40);
          for (int times = isThere ? chance(3) ? 2 : 1 : 0; times > 0; times--) {
            query.append('&').append(name).append('=').append(value(name, parameter));
          }
        }
        default -> {
          if (chance(30)) {
            headers.put(name, chance(50) ? "key" : "k".repeat(random.nextInt(300)));
          }
        }
      }
    }
    if (chance(3)) {
      query.append('&').append(one(ODD)).append('=').append(one(ODD));
    }
    if (chance(2)) {
      path += "/" + one(ODD);
    }
    if (chance(8)) {
      Map.Entry<String, String> odd = one(HEADERS);
      headers.put(odd.getKey(), odd.getValue());
    }
    byte[] body = new byte[0];
    JsonNode schema = operation.described().at("/requestBody/content/application~1json/schema");
    if (!schema.isMissingNode() || chance(3)) {
      body = json.text(schema).getBytes(StandardCharsets.UTF_8);
      headers.putIfAbsent("Content-Type", chance(90) ? "application/json" : one(TYPES));
      if (chance(2) && body.length > 0) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
    }
    String target = query.isEmpty() ? path : path + "?" + query.substring(chance(98) ? 1 : 0);
    return new Request(chance(96) ? operation.method() : one(METHODS), target, headers, body);
  }

  private String value(String name, JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    JsonNode words = schema.has("enum") ? schema.path("enum") : schema.at("/items/enum");
    List<String> known = good.get(name);
    if (chance(15) || known == null && words.isMissingNode() && chance(50)) {
      return one(ODD);
    }
    if (!words.isMissingNode()) {
      return words.get(random.nextInt(words.size())).asString();
    }
    if (known != null) {
      return one(known);
    }
    return switch (schema.path("type").asString("")) {
      case "boolean" -> chance(50) ? "true" : "false";
      case "integer" -> Integer.toString(random.nextInt(5));
      default -> "x";
    };
  }
}

package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the API as a client would: over HTTP, in JSON. */
final class ApiClient {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final @Nullable String token;

  ApiClient(URI server) {
    this(server, null);
  }

  private ApiClient(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  /** The same with a token. */
  ApiClient with(String secret) {
    return new ApiClient(server, secret);
  }

  /** What the server answered. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      return MAPPER.readTree(response.body());
    }

    /** The text of a field, or the empty text. */
    String text(String field) {
      return json().path(field).asString("");
    }

    Answer hasStatus(int expected) {
      assertThat(status()).as(response.body()).isEqualTo(expected);
      return this;
    }

    /** It is a refusal as all refusals are: problem+json, a stable type, one clear sentence. */
    Answer isProblem(int status, String type) {
      hasStatus(status);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValueSatisfying(value -> assertThat(value).startsWith("application/problem+json"));
      assertThat(text("type")).isEqualTo("/api/problems/" + type);
      assertThat(json().path("status").asInt()).isEqualTo(status);
      assertThat(text("title")).isNotBlank();
      assertThat(text("detail"))
          .as("a sentence")
          .matches("(?s)\\S.{12,}[.!?]")
          .doesNotContain("Exception", "null", "java.", "dev.pinwheel", "org.spring", "\tat ");
      assertThat(response.body()).doesNotContain("trace");
      return this;
    }

    Answer says(String part) {
      assertThat(text("detail")).contains(part);
      return this;
    }
  }

  Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  Answer post(String path, String body) {
    return send("POST", path, body, Map.of());
  }

  Answer put(String path, String body) {
    return send("PUT", path, body, Map.of());
  }

  Answer delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  Answer patch(String path, String body) {
    return send("PATCH", path, body, Map.of());
  }

  /** In chunks, as a client does that does not know how much comes. */
  Answer sendWithoutLength(String path, String body) {
    return send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))),
        path);
  }

  Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request, path);
  }

  private Answer send(HttpRequest.Builder request, String path) {
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

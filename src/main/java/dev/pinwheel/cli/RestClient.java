package dev.pinwheel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server as the command line sees it: paths below {@code /api/v1}, JSON in and out. */
final class RestClient {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final int FIRST_REFUSAL = 400;
  private static final int UNAUTHENTICATED = 401;

  private final HttpClient http = newHttpClient();
  private final String server;
  private final String workspace;
  private final @Nullable String token;

  /**
   * @param server such as {@code http://localhost:8080}
   * @param workspace the one looked from and acted in
   * @param token null for none
   */
  RestClient(String server, String workspace, @Nullable String token) {
    this.server = ServerAddresses.checked(server);
    this.workspace = workspace;
    this.token = token;
  }

  static HttpClient newHttpClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TO_CONNECT)
        .build();
  }

  /** The same with another token. */
  RestClient with(String other) {
    return new RestClient(server, workspace, other);
  }

  /** Its address, without a slash at the end. */
  String server() {
    return server;
  }

  /** A name as part of a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  String workspace() {
    return workspace;
  }

  /** Parameters of a request; those without a value are left out. */
  static final class Query {
    private final Map<String, String> parameters = new LinkedHashMap<>();

    Query with(String name, @Nullable Object value) {
      if (value != null) {
        parameters.put(name, value.toString());
      }
      return this;
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      parameters.forEach((name, value) ->
          text.append(text.isEmpty() ? "?" : "&")
              .append(name)
              .append("=")
              .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
      return text.toString();
    }
  }

  /** Parameters that say where one looks from. */
  Query here() {
    return new Query().with("workspace", workspace);
  }

  JsonNode get(String path) {
    return get(path, new Query());
  }

  JsonNode get(String path, Query query) {
    return read(request(path, query).GET());
  }

  JsonNode post(String path, JsonNode body) {
    return post(path, new Query(), body, Map.of());
  }

  JsonNode post(String path, Query query, @Nullable JsonNode body, Map<String, String> headers) {
    HttpRequest.Builder request = withBody(request(path, query), "POST", body);
    headers.forEach(request::header);
    return read(request);
  }

  JsonNode put(String path, JsonNode body) {
    return put(path, new Query(), body);
  }

  JsonNode put(String path, Query query, @Nullable JsonNode body) {
    return read(withBody(request(path, query), "PUT", body));
  }

  JsonNode delete(String path) {
    return delete(path, new Query());
  }

  JsonNode delete(String path, Query query) {
    return read(request(path, query).DELETE());
  }

  JsonNode patch(String path, JsonNode body) {
    return read(withBody(request(path, new Query()), "PATCH", body));
  }

  /** A streamed answer; the caller closes it. */
  InputStream stream(String path, Query query) {
    return streamed(
        request(path, query).header("Accept", "text/event-stream, application/problem+json"));
  }

  private InputStream streamed(HttpRequest.Builder request) {
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() >= FIRST_REFUSAL) {
      try (InputStream body = response.body()) {
        throw refusal(
            response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw unreachable();
      }
    }
    return response.body();
  }

  /** A backup of the whole server, as a zip; the caller closes it. */
  InputStream backup() {
    return streamed(
        authorized(HttpRequest.newBuilder(URI.create(server + "/backup")))
            .header("Accept", "application/zip, application/problem+json")
            .POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path, Query query) {
    return authorized(HttpRequest.newBuilder(URI.create(server + "/api/v1" + path + query.text())));
  }

  private HttpRequest.Builder authorized(HttpRequest.Builder request) {
    request.header("User-Agent", "pinwheel-cli");
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpRequest.Builder withBody(
      HttpRequest.Builder request, String method, @Nullable JsonNode body) {
    return body == null
        ? request.method(method, BodyPublishers.noBody())
        : request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()));
  }

  private JsonNode read(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() >= FIRST_REFUSAL) {
      throw refusal(response.statusCode(), response.body());
    }
    try {
      return MAPPER.readTree(response.body());
    } catch (JacksonException e) {
      throw notPinwheel();
    }
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw unreachable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable();
    }
  }

  private CliProblem unreachable() {
    return CliProblem.unreachable(
        "No Pinwheel server answers at %s. Start one with './pinwheel start', or set its address with --server, PINWHEEL_SERVER, or 'server' in %s."
            .formatted(server, CliSettings.FILE));
  }

  private CliProblem notPinwheel() {
    return CliProblem.unreachable(
        "Something answers at %s, but it is not a Pinwheel server. Set the address of one with --server, PINWHEEL_SERVER, or 'server' in %s."
            .formatted(server, CliSettings.FILE));
  }

  private CliProblem refusal(int status, String body) {
    if (status == UNAUTHENTICATED) {
      return CliProblem.refused(
          token == null
              ? "%s has users. Log in with './pinwheel login', or set PINWHEEL_TOKEN."
                  .formatted(server)
              : "The token is not valid at %s any more. Log in with './pinwheel login', or set another PINWHEEL_TOKEN."
                  .formatted(server));
    }
    try {
      String sentence = MAPPER.readTree(body).path("detail").asString("");
      if (!sentence.isEmpty()) {
        return CliProblem.refused(sentence);
      }
    } catch (JacksonException notOurs) {
      return notPinwheel();
    }
    return status == 404
        ? notPinwheel()
        : CliProblem.refused("The server answered with status %d.".formatted(status));
  }
}

package dev.pinwheel.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a program outside uses it. */
final class RestApi {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI server;

  RestApi(URI server) {
    this.server = server;
  }

  JsonNode get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  JsonNode post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Submits a run in {@code production}; answers its id. */
  String submit(String body) throws Exception {
    return post("runs?workspace=production", body).get("run").asString();
  }

  /** The result of a run, seen from a workspace, once it has ended. */
  JsonNode result(String run, String workspace) throws Exception {
    JsonNode result = get("runs/%s/result?workspace=%s&waitMillis=50000".formatted(run, workspace));
    assertThat(result.get("settled").asBoolean()).as(result.toString()).isTrue();
    return result;
  }

  private URI uri(String path) {
    return server.resolve("/api/v1/" + path);
  }

  private static JsonNode send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return MAPPER.readTree(answer.body());
  }
}

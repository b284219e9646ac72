package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class StandbyServerTest {

  private static final int UNFINISHED = 20;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void requestsThatAreNeverFinishedKeepNobodyFromAsking() throws Exception {
    int port = freePort();
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("server.port", String.valueOf(port))
            .withProperty("server.address", "127.0.0.1");
    Socket[] unfinished = new Socket[UNFINISHED];
    try (LeaseConnections connections = new LeaseConnections(new HikariDataSource());
        ServerPresence presence = new ServerPresence(connections, Instant.EPOCH);
        StandbyServer standby = new StandbyServer(environment, presence)) {
      standby.accept("process 1 on another machine");
      for (int i = 0; i < UNFINISHED; i++) {
        unfinished[i] = new Socket("127.0.0.1", port);
        unfinished[i].getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(ask(port, "/health").statusCode()).isEqualTo(200);
      assertThat(ask(port, "/health/live").body()).isEqualTo("{\"status\":\"standby\"}");
      assertThat(ask(port, "/health/ready").statusCode()).isEqualTo(503);
      HttpResponse<String> other = ask(port, "/api/v1/runs");
      assertThat(other.statusCode()).isEqualTo(503);
      assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(other.headers().firstValue("Retry-After")).contains("5");
    } finally {
      for (Socket socket : unfinished) {
        if (socket != null) {
          socket.close();
        }
      }
    }
  }

  private static HttpResponse<String> ask(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(10))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}

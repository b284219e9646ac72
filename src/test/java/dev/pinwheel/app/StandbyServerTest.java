package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.mock.env.MockEnvironment;

class StandbyServerTest {

  private static final int UNFINISHED = 20;
  private static final String PASSWORD = "changeit";

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
        StandbyServer standby =
            new StandbyServer(environment, presence, new DefaultSslBundleRegistry())) {
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

  /** The files of a key that nobody but the test trusts. */
  private static Path key(Path directory, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    return store;
  }

  private static SslBundle bundle(Path store) {
    return SslBundle.of(
        new JksSslStoreBundle(
            new JksSslStoreDetails("PKCS12", null, store.toUri().toString(), PASSWORD), null));
  }

  /** The name in the certificate of who answers; the client trusts this key and no other. */
  private static String askWithTls(int port, Path trusted, int status) throws Exception {
    KeyStore keys = KeyStore.getInstance(trusted.toFile(), PASSWORD.toCharArray());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null);
    String alias = keys.aliases().nextElement();
    certificates.setCertificateEntry(alias, keys.getCertificate(alias));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      HttpResponse<String> live = get(client, "https://localhost:" + port + "/health/live");
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.body()).isEqualTo("{\"status\":\"standby\"}");
      assertThat(get(client, "https://localhost:" + port + "/health/ready").statusCode())
          .isEqualTo(status);
      return live.sslSession().orElseThrow().getPeerPrincipal().getName();
    }
  }

  @Test
  void answersWithTheKeyOfTheServer(@TempDir Path directory) throws Exception {
    Path store = key(directory, "one");
    int port = freePort();
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("server.port", String.valueOf(port))
            .withProperty("server.address", "127.0.0.1")
            .withProperty("server.ssl.key-store", store.toUri().toString())
            .withProperty("server.ssl.key-store-password", PASSWORD);
    try (LeaseConnections connections = new LeaseConnections(new HikariDataSource());
        ServerPresence presence = new ServerPresence(connections, Instant.EPOCH);
        StandbyServer standby =
            new StandbyServer(environment, presence, new DefaultSslBundleRegistry());
        Socket silent = new Socket()) {
      standby.accept("process 1 on another machine");
      silent.connect(new InetSocketAddress("127.0.0.1", port)); // and never begins to speak TLS

      assertThat(askWithTls(port, store, 503)).isEqualTo("CN=one");
      assertThatThrownBy(() -> ask(port, "/health/live")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void answersWithTheBundleOfTheServerAndWhatReplacesIt(@TempDir Path directory) throws Exception {
    Path first = key(directory, "first");
    Path second = key(directory, "second");
    int port = freePort();
    DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("web", bundle(first));
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("server.port", String.valueOf(port))
            .withProperty("server.ssl.bundle", "web");
    try (LeaseConnections connections = new LeaseConnections(new HikariDataSource());
        ServerPresence presence = new ServerPresence(connections, Instant.EPOCH);
        StandbyServer standby = new StandbyServer(environment, presence, bundles)) {
      standby.accept("process 1 on another machine");
      assertThat(askWithTls(port, first, 503)).isEqualTo("CN=first");

      bundles.updateBundle("web", bundle(second));

      assertThat(askWithTls(port, second, 503)).isEqualTo("CN=second");
    }
  }

  private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> ask(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return get(client, "http://127.0.0.1:" + port + path);
    }
  }
}

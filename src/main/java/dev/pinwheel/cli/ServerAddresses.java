package dev.pinwheel.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;

/** Where servers are: of one, or of several of which one works and the others stand by. */
final class ServerAddresses {

  private static final int UNAVAILABLE = 503;

  private ServerAddresses() {}

  /**
   * An address, without a slash at the end.
   *
   * @throws CliProblem when it is none
   */
  static String checked(String server) {
    try {
      URI uri = new URI(server);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
      }
    } catch (URISyntaxException notEvenThat) {
      // Said below.
    }
    throw CliProblem.usage(
        "Expected the address of a server, such as http://localhost:8080, found '%s'."
            .formatted(server));
  }

  /**
   * The addresses of a server and of those that stand by for it.
   *
   * @param servers separated by commas
   * @throws CliProblem when one is none
   */
  static List<String> of(String servers) {
    return Arrays.stream(servers.split(",", -1))
        .map(String::strip)
        .map(ServerAddresses::checked)
        .toList();
  }

  /** The first that answers and does not stand by; the first of all when none does. */
  static String working(String servers) {
    List<String> all = of(servers);
    return all.size() == 1
        ? all.getFirst()
        : all.stream().filter(ServerAddresses::isWorking).findFirst().orElseGet(all::getFirst);
  }

  private static boolean isWorking(String server) {
    HttpRequest question = HttpRequest.newBuilder(URI.create(server + "/health/ready")).build();
    try {
      return RestClient.newHttpClient().send(question, BodyHandlers.discarding()).statusCode()
          != UNAVAILABLE;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

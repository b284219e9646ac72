package dev.pinwheel.security;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, sends forms, follows redirects only when asked. */
final class Browsing {

  private static final Pattern HIDDEN =
      Pattern.compile(
          "name=\"_csrf\"[^>]*value=\"([^\"]*)\"|value=\"([^\"]*)\"[^>]*name=\"_csrf\"");

  final CookieManager cookies;
  private final HttpClient http;
  private final URI server;

  Browsing(URI server) {
    this(server, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
  }

  /** The same browser at another server. */
  Browsing(URI server, CookieManager cookies) {
    this.server = server;
    this.cookies = cookies;
    this.http =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).header("Accept", "text/html");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.GET());
  }

  /** Sends a form; {@code headers} as pairs. */
  HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
    String body =
        fields.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Fills in the form to sign in. */
  HttpResponse<String> signIn(String name, String password) {
    return post(
        "/sign-in",
        Map.of("username", name, "password", password, "_csrf", token(get("/sign-in").body())));
  }

  /** The token against forged requests in a page. */
  static String token(String page) {
    Matcher matcher = HIDDEN.matcher(page);
    if (!matcher.find()) {
      throw new IllegalStateException("There is no token in " + page);
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  /** Follows a redirect, to whatever server. */
  HttpResponse<String> follow(HttpResponse<String> answer) {
    String location = answer.headers().firstValue("Location").orElseThrow();
    return send(
        HttpRequest.newBuilder(answer.uri().resolve(location)).header("Accept", "text/html").GET());
  }

  Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }
}

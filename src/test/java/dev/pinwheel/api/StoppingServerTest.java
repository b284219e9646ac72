package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.pinwheel.api.ApiFixture.Welcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that wait when the server stops end with it, and the log has nothing about them. */
class StoppingServerTest {

  private static final int FOLLOWERS = 20;

  @ParameterizedTest
  @ValueSource(strings = {"immediate", "graceful"})
  void followedLogsEndWithTheServer(String shutdown) throws Exception {
    ApiFixture fixture = new ApiFixture("server.shutdown=" + shutdown);
    Welcome welcome = fixture.welcome("u1");
    URI uri =
        fixture
            .server
            .address()
            .resolve("/api/v1/runs/%s/logs/follow?workspace=production".formatted(welcome.id()));
    CountDownLatch following = new CountDownLatch(FOLLOWERS);

    try (HttpClient http = HttpClient.newHttpClient()) {
      List<CompletableFuture<List<String>>> streams = new ArrayList<>();
      for (int i = 0; i < FOLLOWERS; i++) {
        streams.add(
            http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> readAll(response.body(), following)));
      }
      assertThat(following.await(20, TimeUnit.SECONDS)).isTrue();

      List<String> warnings = warningsOf(fixture::close);

      assertThat(warnings).isEmpty();
      for (CompletableFuture<List<String>> stream : streams) {
        // The container may close the connection before it has written the end of the answer.
        assertThat(stream.exceptionally(broken -> List.of()).get(10, TimeUnit.SECONDS)).isNotNull();
      }
    }
  }

  private static List<String> readAll(InputStream stream, CountDownLatch following) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      List<String> read = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
        if (line.equals(":following")) {
          following.countDown();
        }
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException("The stream broke", e);
    }
  }

  private static List<String> warningsOf(Runnable action) {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    List<String> warnings = new CopyOnWriteArrayList<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
              warnings.add(event.toString() + " " + event.getThrowableProxy());
            }
          }
        };
    appender.start();
    root.addAppender(appender);
    try {
      action.run();
    } finally {
      root.detachAppender(appender);
    }
    return warnings;
  }
}

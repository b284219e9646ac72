package dev.pinwheel.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the last line of the start: the address of the Studio and the data directory. */
@Component
final class StartupMessage {

  private static final Logger log = LoggerFactory.getLogger(StartupMessage.class);

  private final String data;

  StartupMessage(@Value("${" + DataDirectory.PROPERTY + "}") String data) {
    this.data = data;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof WebServerApplicationContext context
        && context.getWebServer() != null) {
      log.info(
          "Pinwheel is ready: http://localhost:{} (data in {})",
          context.getWebServer().getPort(),
          data);
    }
  }
}

package dev.pinwheel.testing;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.gateway.WorkerSockets;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** The sockets of workers on a free port, with an engine that belongs to somebody else. */
public final class SocketServer implements AutoCloseable {

  private final AnnotationConfigServletWebServerApplicationContext context =
      new AnnotationConfigServletWebServerApplicationContext();

  private SocketServer(Engine engine, InstantSource clock, int port) {
    context.registerBean(
        TomcatServletWebServerFactory.class,
        () -> {
          TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(port);
          tomcat.addContextCustomizers(
              servlets -> servlets.addServletContainerInitializer(new WsSci(), null));
          return tomcat;
        });
    context.registerBean("dispatcherServlet", DispatcherServlet.class);
    context.registerBean(Engine.class, () -> engine, bean -> bean.setDestroyMethodName(""));
    context.registerBean(InstantSource.class, () -> clock);
    context.registerBean(WorkerSockets.class, () -> new WorkerSockets(engine, clock, 100));
    context.refresh();
  }

  /** Starts on a free port. */
  public static SocketServer start(Engine engine, InstantSource clock) {
    return start(engine, clock, 0);
  }

  /** Starts on this port, 0 for a free one. */
  public static SocketServer start(Engine engine, InstantSource clock, int port) {
    return new SocketServer(engine, clock, port);
  }

  public int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /** As a worker's builder takes it. */
  public String address() {
    return "http://localhost:" + port();
  }

  /** Looks at the clock, as a timer does once a second. */
  public void look() {
    context.getBean(WorkerSockets.class).look();
  }

  @Override
  public void close() {
    context.close();
  }
}

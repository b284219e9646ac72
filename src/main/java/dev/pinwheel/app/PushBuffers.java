package dev.pinwheel.app;

import com.vaadin.flow.server.VaadinServlet;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.stereotype.Component;

/**
 * Makes the buffers of the socket of each open page as large as its messages, which are small:
 * browsers send parts of at most {@value #PART} characters. By default they are 97 kB for each
 * page.
 */
@Component
final class PushBuffers implements BeanPostProcessor {

  /** {@code PushConstants.WEBSOCKET_FRAGMENT_SIZE}. */
  private static final int PART = 4_096;

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof ServletRegistrationBean<?> registration
        && registration.getServlet() instanceof VaadinServlet) {
      // Atmosphere's own, for messages that are read as a stream, which none is. It grows.
      registration.addInitParameter("org.atmosphere.websocket.bufferSize", "64");
      // Tomcat's, for a whole message of the browser. It does not grow.
      registration.addInitParameter(
          "org.atmosphere.websocket.maxTextMessageSize", Integer.toString(PART + 512));
    }
    return bean;
  }
}

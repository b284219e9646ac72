package dev.pinwheel.app;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server process: engine, API, gateway and Studio on one port. */
@EnableVaadin("dev.pinwheel.studio")
@SpringBootApplication(
    scanBasePackages = "dev.pinwheel",
    // The Studio has its own rules: dev.pinwheel.security.
    excludeName = "com.vaadin.flow.spring.SpringSecurityAutoConfiguration")
public class PinwheelApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(PinwheelApplication.class, arguments);
  }
}

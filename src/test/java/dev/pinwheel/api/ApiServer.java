package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.testing.EngineFixture;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API on a free port, over the engine of a test; without Studio and database of its own. */
public final class ApiServer implements AutoCloseable {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "com.vaadin.flow.spring.SpringBootAutoConfiguration",
        "com.vaadin.flow.spring.VaadinScopesConfig",
        "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        // Of the identity provider of some tests; they generate a key pair at each start.
        "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration",
      })
  @ComponentScan({"dev.pinwheel.api", "dev.pinwheel.security", "dev.pinwheel.gateway"})
  @ComponentScan(
      basePackages = "dev.pinwheel.app",
      useDefaultFilters = false,
      includeFilters =
          @Filter(
              type = FilterType.REGEX,
              pattern =
                  ".*\\.(ContainerRefusals|EncodedSlashes|HostAndOriginFilter|MalformedRequestFilter)"))
  static class Application {}

  private final ConfigurableApplicationContext context;

  private ApiServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts it; {@code properties} such as {@code pinwheel.api.max-body=1KB}. */
  public static ApiServer start(EngineFixture engine, Payloads payloads, String... properties) {
    InstantSource clock = InstantSource.system();
    ReadModels reads = ReadModels.of(engine.database(), payloads, engine.clock());
    return new ApiServer(
        new SpringApplicationBuilder(Application.class)
            .initializers(context -> {
              GenericApplicationContext beans = (GenericApplicationContext) context;
              beans.registerBean(
                  Engine.class, engine::engine, bean -> bean.setDestroyMethodName(""));
              beans.registerBean(ReadModels.class, () -> reads);
              beans.registerBean(
                  Database.class, engine::database, bean -> bean.setDestroyMethodName(""));
              beans.registerBean(EventBus.class, engine::events);
              beans.registerBean(InstantSource.class, () -> clock);
            })
            .run(arguments(properties)));
  }

  private static String[] arguments(String... properties) {
    boolean shutdownIsGiven =
        Stream.of(properties).anyMatch(property -> property.startsWith("server.shutdown="));
    boolean portIsGiven =
        Stream.of(properties).anyMatch(property -> property.startsWith("server.port="));
    Stream<String> own =
        Stream.concat(
            Stream.concat(
                // Else most of the time of many tests would go into hashing.
                Stream.of("pinwheel.password-cost=4"),
                portIsGiven ? Stream.of() : Stream.of("server.port=0")),
            shutdownIsGiven ? Stream.of() : Stream.of("server.shutdown=immediate"));
    return Stream.concat(own, Stream.of(properties))
        .map(property -> "--" + property)
        .toArray(String[]::new);
  }

  /** Where it listens, such as {@code http://localhost:40001}. */
  public URI address() {
    WebServer server =
        Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer());
    return URI.create("http://localhost:" + server.getPort());
  }

  /** The paths that can be read, as the controllers have them. */
  List<String> readablePaths() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .entrySet()
        .stream()
        .filter(
            entry -> entry.getValue().getBeanType().getPackageName().startsWith("dev.pinwheel.api"))
        .map(Map.Entry::getKey)
        .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
        .flatMap(mapping -> mapping.getPatternValues().stream())
        .sorted()
        .toList();
  }

  /** A request that the controllers answer, and what it needs. */
  record Route(String method, String path, Permission needs) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** All requests of the API. */
  List<Route> routes() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().hasMethodAnnotation(Needs.class))
        .flatMap(entry ->
            entry.getKey().getPatternValues().stream()
                .flatMap(path ->
                    entry.getKey().getMethodsCondition().getMethods().stream()
                        .map(method ->
                            new Route(
                                method.name(),
                                path,
                                Objects.requireNonNull(
                                        entry.getValue().getMethodAnnotation(Needs.class))
                                    .value()))))
        .filter(route -> route.path().startsWith("/api/"))
        .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
        .toList();
  }

  @Override
  public void close() {
    context.close();
  }
}

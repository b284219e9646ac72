package dev.pinwheel.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./mvnw compile} compiles again. The SDK and the server are compiled one after the
 * other, each by an execution of its own that looks at its own sources only. Tried with the POM of
 * Pinwheel and two classes: the compiler copies the constant of the one into the other.
 */
@Tag("packaged")
class RecompilationTest {

  private static final String OF_SDK =
      """
      package dev.pinwheel.sdk;

      public final class Greeting {
        public static final String WORD = "%s";

        private Greeting() {}
      }
      """;

  private static final String OF_SERVER =
      """
      package dev.pinwheel.app;

      import dev.pinwheel.sdk.Greeting;

      public final class Greeter {
        private Greeter() {}

        public static String greet() {
          return Greeting.WORD + "%s";
        }
      }
      """;

  @TempDir private Path project;

  @Test
  void onlyWhatChangedAndWhatDependsOnItIsCompiledAgain() throws Exception {
    for (String file : List.of("pom.xml", ".mvn/jvm.config")) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.copy(Path.of(file), project.resolve(file));
    }
    Path migrations = Files.createDirectories(project.resolve("src/main/resources/db/migration"));
    Files.writeString(migrations.resolve("V1__nothing.sql"), "-- No code is generated from this.");
    source("sdk/Greeting", OF_SDK.formatted("Hello"));
    source("app/Greeter", OF_SERVER.formatted("!"));
    compile();
    assertThat(greet()).isEqualTo("Hello!");

    Map<String, FileTime> compiled = classFiles();
    assertThat(compiled.keySet()).containsExactly("Greeter.class", "Greeting.class");
    compile();
    assertThat(classFiles()).as("classes after a second compile").isEqualTo(compiled);

    source("sdk/Greeting", OF_SDK.formatted("Good morning"));
    compile();
    assertThat(greet()).as("server after a change of the SDK").isEqualTo("Good morning!");

    compiled = classFiles();
    source("app/Greeter", OF_SERVER.formatted("."));
    compile();
    assertThat(greet()).isEqualTo("Good morning.");
    assertThat(classFiles().get("Greeting.class"))
        .as("SDK after a change of the server")
        .isEqualTo(compiled.get("Greeting.class"));
  }

  private void source(String name, String code) throws IOException {
    Path file = project.resolve("src/main/java/dev/pinwheel/" + name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, code);
  }

  private void compile() {
    MavenProcess.run(project, List.of("compile", "-Djooq.current=true"));
  }

  private Map<String, FileTime> classFiles() throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(classes())) {
      for (Path file : all.filter(one -> one.toString().endsWith(".class")).toList()) {
        files.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return files;
  }

  private Path classes() {
    return project.resolve("target/classes");
  }

  private Object greet() throws Exception {
    URL[] path = {classes().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      return loader.loadClass("dev.pinwheel.app.Greeter").getMethod("greet").invoke(null);
    }
  }
}

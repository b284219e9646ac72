package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes that the README and the guide to modules show must compile. */
class ReadmeTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/how-to/write-a-module.md"})
  void snippetsCompile(String page, @TempDir Path classes) throws IOException {
    Matcher snippet = JAVA.matcher(Files.readString(Path.of(page)));

    int compiled = 0;
    while (snippet.find()) {
      assertThat(errorsOf(snippet.group(1), classes)).isEmpty();
      compiled++;
    }

    assertThat(compiled).isPositive();
  }

  private static String errorsOf(String code, Path classes) {
    Matcher name = CLASS.matcher(code);
    assertThat(name.find()).isTrue();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///" + name.group(1) + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    StringWriter errors = new StringWriter();
    boolean worked =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                errors,
                null,
                null,
                List.of(
                    "-parameters",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    Path.of("target", "classes").toString()),
                null,
                List.of(source))
            .call();
    return worked ? "" : errors.toString();
  }
}

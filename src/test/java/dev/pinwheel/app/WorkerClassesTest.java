package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./pinwheel worker --class-path} loads. */
class WorkerClassesTest {

  private static final String USERS =
      "@Module(\"users\") public class Users { @Task public String name() { return Names.ADA; } }";
  private static final String NAMES =
      "class Names { static final String ADA = new String(\"%s\"); }";

  @TempDir private Path directory;
  private CompiledClasses classes;

  @BeforeEach
  void compile() {
    classes =
        new CompiledClasses(directory)
            .compile("Names", NAMES.formatted("Ada"))
            .compile("Users", USERS);
  }

  @Test
  void findsEveryModuleOfADirectory() {
    assertThat(classes.read().load().modules())
        .extracting(Class::getName)
        .containsExactly("shop.Users");
  }

  @Test
  void anotherCodeVersionWhenOnlyAHelperOfTheModuleWasRecompiled() {
    String before = classes.read().load().codeVersion();

    classes.compile("Names", NAMES.formatted("Grace"));

    assertThat(classes.read().load().codeVersion()).hasSize(12).isNotEqualTo(before);
  }

  @Test
  void whatWasLoadedStaysAsItWasWhenHelpersAreRecompiled() throws ReflectiveOperationException {
    Class<?> users = classes.read("shop.Users").load().modules().getFirst();

    classes.compile("Names", NAMES.formatted("Grace"));

    Method name = users.getMethod("name");
    assertThat(name.invoke(users.getConstructor().newInstance())).isEqualTo("Ada");
  }

  @Test
  void aClassWhoseLibraryIsMissingIsLeftOut() {
    classes.compile("Names", "public class Names { static final String ADA = \"\"; }");
    classes.compile("Mail", "class Mail {}").compile("Letters", "class Letters extends Mail {}");
    classes.delete("Mail");

    assertThat(classes.read().load().modules())
        .extracting(Class::getName)
        .containsExactly("shop.Users");
    assertThatThrownBy(() -> classes.read("shop.Letters").load())
        .isInstanceOf(WorkerArguments.Mistake.class)
        .hasMessage(
            "Class 'shop.Letters' cannot be loaded. It needs 'shop.Mail', which is not on the class path."
                + " Add the jar: --class-path target/classes:lib/that.jar");
  }

  @Test
  void aFileThatIsNoClassIsNamed() throws IOException {
    Files.writeString(classes.file("Users"), "?");

    assertThatThrownBy(() -> classes.read().load())
        .isInstanceOf(WorkerArguments.Mistake.class)
        .hasMessageStartingWith("Class 'shop.Users' cannot be loaded. The JVM says: ");
  }

  @Test
  void saysWhereItFoundNoModule() {
    classes.delete("Users");

    assertThatThrownBy(() -> classes.read().load())
        .isInstanceOf(WorkerArguments.Mistake.class)
        .hasMessage(
            "Expected classes with @Module in %s, found none. Is it compiled?",
            classes.directory());
  }

  @Test
  void nothingIsToBeLoadedWhileABuildHasRemovedTheClasses() {
    classes.delete("Users");
    assertThat(classes.read().stamp()).isNotEmpty();

    classes.delete("Names");
    assertThat(classes.read().stamp()).isEmpty();
  }
}

package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When {@code ./pinwheel worker --watch} takes over what is recompiled. */
class ClassWatchTest {

  private static final String USERS =
      "@Module(\"users\") public class Users { @Task public String name() { return \"%s\"; } }";

  @TempDir private Path directory;
  private final List<String> taken = new ArrayList<>();
  private final Deque<RuntimeException> refusals = new ArrayDeque<>();
  private CompiledClasses classes;
  private ClassWatch watch;

  @BeforeEach
  void begin() {
    classes = new CompiledClasses(directory).compile("Users", USERS.formatted("Ada"));
    WorkerClasses read = classes.read();
    watch = new ClassWatch(read, read.stamp(), this::take);
  }

  private void take(WorkerClasses.Loaded loaded) {
    RuntimeException refusal = refusals.poll();
    if (refusal != null) {
      throw refusal;
    }
    taken.add(loaded.codeVersion());
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  @Test
  void recompiledClassesAreTakenOverOnceNothingChangesAnyMore() {
    look(3);
    classes.compile("Users", USERS.formatted("Grace Hopper"));

    watch.look();
    assertThat(taken).isEmpty();
    look(5);
    assertThat(taken).hasSize(1);
  }

  @Test
  void classesThatCannotBeUsedAreNotTriedAgain() {
    classes.compile("Users", USERS.formatted("Grace Hopper"));
    refusals.add(new IllegalArgumentException("Users.name is final."));

    look(50);

    assertThat(taken).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsAskedAgainLater() {
    classes.compile("Users", USERS.formatted("Grace Hopper"));
    refusals.add(new IllegalStateException("Could not reach it."));
    refusals.add(new IllegalStateException("Could not reach it."));

    look(4);
    assertThat(taken).isEmpty();
    look(50);

    assertThat(taken).hasSize(1);
  }

  @Test
  void anEmptyDirectoryIsABuildAtWork() {
    classes.delete("Users");
    look(5);
    assertThat(taken).isEmpty();

    classes.compile("Users", USERS.formatted("Grace Hopper"));
    look(5);

    assertThat(taken).hasSize(1);
  }
}

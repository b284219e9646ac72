package dev.pinwheel.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pinwheel.sdk.Cache;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Retries;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps a module from being registered: each in a sentence that says what to change. */
class MisdeclaredModuleTest {

  static class NotAnnotated {
    @Task
    void work() {}
  }

  @Module("no spaces")
  static class BadName {
    @Task
    void work() {}
  }

  @Module("final")
  static final class Final {
    @Task
    void work() {}
  }

  @Module("abstract")
  abstract static class Abstract {
    @Task
    void work() {}
  }

  @Module("record")
  record ARecord(String name) {
    @Task
    public void work() {}
  }

  @Module("private")
  private static class Private {
    @Task
    void work() {}
  }

  @Module("inner")
  class Inner {
    @Task
    void work() {}
  }

  @Module("interface")
  interface AnInterface {
    @Task
    void work();
  }

  @Module("empty")
  static class Empty {
    void work() {}
  }

  @Module("m")
  static class PrivateTarget {
    @Task
    private void work() {}
  }

  @Module("m")
  static class StaticTarget {
    @Task
    static void work() {}
  }

  @Module("m")
  static class FinalTarget {
    @Task
    final void work() {}
  }

  @Module("m")
  static class InheritedFinal extends FinalTarget {}

  @Module("m")
  static class Both {
    @Task
    @Workflow
    void work() {}
  }

  @Module("m")
  static class Overloaded {
    @Task
    void work(String a) {}

    @Task
    void work(int a) {}
  }

  @Module("m")
  static class SameName {
    @Task(name = "work")
    void first() {}

    @Workflow
    void work() {}
  }

  @Module("m")
  static class BadTargetName {
    @Task(name = "a:b")
    void work() {}
  }

  @Module("m")
  static class UnknownMemo {
    @Task(memo = @Memo({"machineId", "machine"}))
    void apply(String machineId, String config) {}
  }

  @Module("m")
  static class MemoWithoutParameters {
    @Task(memo = @Memo("x"))
    void apply() {}
  }

  @Module("m")
  static class TwiceMemo {
    @Task(memo = @Memo({"a", "a"}))
    void apply(String a) {}
  }

  @Module("m")
  static class MemoOffAndOn {
    @Task(memo = @Memo(value = "a", off = true))
    void apply(String a) {}
  }

  @Module("m")
  static class UnknownCache {
    @Task(cache = @Cache("urk"))
    void load(String url) {}
  }

  @Module("m")
  static class BadAge {
    @Task(cache = @Cache(maxAge = "ten minutes"))
    void load(String url) {}
  }

  @Module("m")
  static class BadTimeout {
    @Task(timeout = "0s")
    void load() {}
  }

  @Module("m")
  static class BadRetries {
    @Task(retries = @Retries(limit = -2))
    void load() {}
  }

  @Module("m")
  static class Generic {
    @Task
    <T> void load(T value) {}
  }

  @Module("m")
  static class Stream1 {
    @Task
    void load(InputStream in) {}
  }

  record Holder(String name, List<Supplier<String>> suppliers) {}

  @Module("m")
  static class Deep {
    @Task
    void load(Holder holder) {}
  }

  @Module("m")
  static class ThreadResult {
    @Task
    Thread load() {
      return Thread.currentThread();
    }
  }

  @Module("m")
  static class RecordKeys {
    @Task
    void load(Map<Holder, String> byHolder) {}
  }

  static class NoDefaultConstructor {
    public final String name;

    NoDefaultConstructor(String name) {
      this.name = name;
    }
  }

  @Module("m")
  static class Unconstructible {
    @Task
    void load(NoDefaultConstructor value) {}
  }

  @Module("m")
  static class BadDefault {
    @Task
    void load(@Param(defaultValue = "many") int count) {}
  }

  @Module("m")
  static class SameParameterName {
    @Task
    void load(@Param("a") int x, @Param("a") int y) {}
  }

  static Stream<Arguments> misdeclared() {
    return Stream.of(
        arguments(NotAnnotated.class, "has no @Module annotation. Add @Module(\"name\")."),
        arguments(BadName.class, "names its module 'no spaces'. Expected letters"),
        arguments(
            Final.class, "is final, so that its calls could not become steps. Remove 'final'."),
        arguments(Abstract.class, "is abstract. Register a class that can be created."),
        arguments(ARecord.class, "is a record, which cannot have a subclass. Make it a class."),
        arguments(Private.class, "is private. Remove 'private'."),
        arguments(Inner.class, "is an inner class. Make it static."),
        arguments(AnInterface.class, "is an interface, which has no code to run."),
        arguments(Empty.class, "has no targets. Annotate a method with @Task or @Workflow."),
        arguments(
            PrivateTarget.class,
            "PrivateTarget.work is private, so that its calls could not become steps. Remove 'private'."),
        arguments(StaticTarget.class, "StaticTarget.work is static"),
        arguments(FinalTarget.class, "FinalTarget.work is final"),
        arguments(InheritedFinal.class, "FinalTarget.work is final"),
        arguments(Both.class, "is both a task and a workflow. Remove one annotation."),
        arguments(Overloaded.class, "has two targets named 'work': work(int) and work(String)."),
        arguments(SameName.class, "has two targets named 'work': first() and work()."),
        arguments(BadTargetName.class, "is named 'a:b'. Expected letters"),
        arguments(
            UnknownMemo.class,
            "@Memo of MisdeclaredModuleTest.UnknownMemo.apply names the parameter 'machine', which does not exist. It has machineId, config."),
        arguments(MemoWithoutParameters.class, "which does not exist. It has no parameters."),
        arguments(TwiceMemo.class, "names the parameter 'a' twice."),
        arguments(MemoOffAndOn.class, "is memoized by [a] and off at the same time."),
        arguments(
            UnknownCache.class,
            "@Cache of MisdeclaredModuleTest.UnknownCache.load names the parameter 'urk', which does not exist. It has url."),
        arguments(
            BadAge.class,
            "maxAge of MisdeclaredModuleTest.BadAge.load is 'ten minutes'. Expected a duration such as 500ms"),
        arguments(BadTimeout.class, "timeout of MisdeclaredModuleTest.BadTimeout.load is '0s'"),
        arguments(BadRetries.class, "has a retry limit of -2. Expected 0 or more."),
        arguments(Generic.class, "has type parameters"),
        arguments(
            Stream1.class,
            "Parameter 'in' of MisdeclaredModuleTest.Stream1.load has the type InputStream, which cannot be sent as JSON"),
        arguments(
            Deep.class,
            "has the type Supplier<String> at $.suppliers[], which cannot be sent as JSON"),
        arguments(
            ThreadResult.class,
            "The result of MisdeclaredModuleTest.ThreadResult.load has the type Thread"),
        arguments(
            RecordKeys.class,
            "the keys of a map must be texts, numbers, enums, dates or UUIDs, not Holder"),
        arguments(
            Unconstructible.class,
            "it has no constructor without parameters; give it one, or use a record"),
        arguments(BadDefault.class, "The default 'many' of parameter 'count'"),
        arguments(SameParameterName.class, "has two parameters named 'a'."));
  }

  @ParameterizedTest
  @MethodSource("misdeclared")
  void misdeclaredModuleIsRefusedWithASentence(Class<?> type, String sentence) {
    assertThatThrownBy(() -> ModuleClass.of(type))
        .isInstanceOf(MisdeclaredModule.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void parametersWithoutNamesAreRefused() throws Exception {
    try (DynamicType.Unloaded<?> compiledWithoutNames =
        new ByteBuddy()
            .subclass(Object.class)
            .name("some.Nameless")
            .annotateType(
                AnnotationDescription.Builder.ofType(Module.class).define("value", "m").build())
            .defineMethod("work", void.class, Visibility.PUBLIC)
            .withParameters(String.class)
            .intercept(StubMethod.INSTANCE)
            .annotateMethod(AnnotationDescription.Builder.ofType(Task.class).build())
            .make()) {
      Class<?> type = compiledWithoutNames.load(getClass().getClassLoader()).getLoaded();

      assertThatThrownBy(() -> ModuleClass.of(type))
          .hasMessage(
              "Nameless.work has parameters without names. Compile with -parameters, or name each with @Param(\"…\").");
    }
  }

  @Module("m")
  static class Several {
    @Task
    private void one() {}

    @Task(timeout = "soon")
    void two() {}
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(() -> ModuleClass.of(Several.class))
        .isInstanceOfSatisfying(
            MisdeclaredModule.class, refused -> assertThat(refused.problems()).hasSize(2));
  }
}

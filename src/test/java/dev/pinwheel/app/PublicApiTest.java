package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pinwheel.worker.values.ValueCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What authors of workers compile against: the public types of {@code sdk} and {@code worker},
 * whose signatures name nothing of the packages below {@code worker}.
 */
class PublicApiTest {

  private static final String WORKER = PackageTable.ROOT + ".worker";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(PackageTable.ROOT + ".sdk", WORKER);

  @Test
  void publicSignaturesNameNoTypeOfAnInternalPackage() {
    assertThat(CLASSES.stream().filter(PublicApiTest::isApi).flatMap(PublicApiTest::leaks))
        .as("types of internal packages in signatures that authors of workers see")
        .isEmpty();
  }

  @Test
  void theWorkersPublicTypesAreTheseFive() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.getPackageName().equals(WORKER))
                .filter(PublicApiTest::isVisible)
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "Worker", "WorkerBuilder", "ModuleClass", "MisdeclaredModule", "WorkerRefused");
  }

  @SuppressWarnings("unused") // each member leaks in a way of its own
  public abstract static class Leaking<T extends ValueCodec> extends ArrayList<ValueCodec>
      implements Supplier<ValueCodec> {

    private static final long serialVersionUID = 1;

    protected static final class Thrown extends Exception {
      private static final long serialVersionUID = 1;
    }

    protected transient ValueCodec[] field;

    protected Leaking(Map<String, ? extends ValueCodec> parameter) {
      field = new ValueCodec[0];
    }

    public abstract List<List<ValueCodec>> result();

    protected abstract <V extends ValueCodec> void typeParameter();

    private ValueCodec hidden() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void everyKindOfLeakIsFound() {
    JavaClass leaking = new ClassFileImporter().importClass(Leaking.class);

    assertThat(leaks(leaking).map(leak -> leak.substring(0, leak.indexOf(" names"))))
        .containsExactlyInAnyOrder(
            "Leaking extends or implements",
            "Leaking extends or implements",
            "a type parameter of Leaking",
            "field Leaking.field",
            "Leaking.<init>",
            "Leaking.result",
            "Leaking.typeParameter");
  }

  private static boolean isApi(JavaClass type) {
    boolean inApi =
        type.getPackageName().equals(WORKER)
            || type.getPackageName().equals(PackageTable.ROOT + ".sdk");
    return inApi && isVisible(type);
  }

  private static boolean isVisible(JavaClass type) {
    boolean visible =
        type.getModifiers().contains(JavaModifier.PUBLIC)
            || type.getModifiers().contains(JavaModifier.PROTECTED);
    return visible && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<String> leaks(JavaClass type) {
    String name = type.getSimpleName();
    Stream<String> supertypes =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
            .flatMap(supertype -> internal(name + " extends or implements", supertype));
    return Stream.of(
            supertypes,
            bounds("a type parameter of " + name, type.getTypeParameters()),
            type.getFields().stream().filter(PublicApiTest::isVisible).flatMap(PublicApiTest::of),
            Stream.concat(type.getMethods().stream(), type.getConstructors().stream())
                .filter(PublicApiTest::isVisible)
                .flatMap(PublicApiTest::of))
        .flatMap(leak -> leak);
  }

  private static Stream<String> of(JavaField field) {
    return internal(
        "field " + field.getOwner().getSimpleName() + "." + field.getName(), field.getType());
  }

  private static Stream<String> of(JavaCodeUnit unit) {
    String name = unit.getOwner().getSimpleName() + "." + unit.getName();
    List<JavaType> named = new ArrayList<>(unit.getParameterTypes());
    if (!(unit instanceof JavaConstructor)) {
      named.add(unit.getReturnType());
    }
    named.addAll(unit.getExceptionTypes());
    return Stream.concat(
        named.stream().flatMap(type -> internal(name, type)),
        bounds(name, unit.getTypeParameters()));
  }

  private static Stream<String> bounds(
      String where, Collection<? extends JavaTypeVariable<?>> parameters) {
    return parameters.stream()
        .flatMap(parameter -> parameter.getUpperBounds().stream())
        .flatMap(bound -> internal(where, bound));
  }

  private static Stream<String> internal(String where, JavaType type) {
    return type.getAllInvolvedRawTypes().stream()
        .map(JavaClass::getBaseComponentType)
        .filter(named -> named.getPackageName().startsWith(WORKER + "."))
        .map(named -> where + " names " + named.getName())
        .distinct();
  }
}

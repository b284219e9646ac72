package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The own POMs of the SDK's artifacts name exactly what the packages in their jars need. */
class SdkArtifactTest {

  private static final String SPRING = "worker.spring";

  private static final List<String> PACKAGES = List.of("sdk", "worker", "protocol", "key");

  private static final int JAVA_21_CLASS_VERSION = 65;

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");

  /** Which packages an artifact brings; Jackson's core comes with databind. */
  private static final Map<String, List<String>> BROUGHT_BY =
      Map.of(
          "tools.jackson.core:jackson-databind",
              List.of("tools.jackson.databind", "tools.jackson.core"),
          "net.bytebuddy:byte-buddy", List.of("net.bytebuddy"),
          "org.slf4j:slf4j-api", List.of("org.slf4j"),
          "org.jspecify:jspecify", List.of("org.jspecify"),
          "org.springframework.boot:spring-boot", List.of("org.springframework"),
          "dev.pinwheel:pinwheel-sdk", List.of("dev.pinwheel.sdk", "dev.pinwheel.worker"));

  @Test
  void pomNamesWhatTheClassesNeedAndNothingElse() throws Exception {
    assertThat(declared("src/sdk/pom.xml"))
        .isEqualTo(
            needed(
                PACKAGES, name -> !PackageTable.isWithin(name, PackageTable.ROOT + "." + SPRING)));
    assertThat(declared("src/spring/pom.xml")).isEqualTo(needed(List.of(SPRING), name -> true));
  }

  private static Set<String> needed(List<String> packages, Predicate<String> isIn) {
    Set<String> needed = new TreeSet<>();
    for (String used : usedPackages(packages, isIn)) {
      String artifact =
          BROUGHT_BY.entrySet().stream()
              .filter(entry ->
                  entry.getValue().stream().anyMatch(root -> PackageTable.isWithin(used, root)))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("an artifact with " + used);
      needed.add(artifact);
    }
    // Annotations for the compiler leave no trace in the classes that ArchUnit would count.
    needed.add("org.jspecify:jspecify");
    return needed;
  }

  @Test
  void jarHasThesePackages() throws Exception {
    assertThat(
            Stream.concat(
                    texts(execution("sdk-jar"), "include"),
                    texts(execution("spring-pom"), "include"))
                .filter(include -> include.startsWith("dev/pinwheel/")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(PACKAGES.stream(), Stream.of("worker/spring"))
                .map(name -> "dev/pinwheel/" + name + "/**")
                .toList());
    assertThat(texts(execution("sdk-jar"), "exclude"))
        .as("the SDK is without Spring")
        .containsExactly("dev/pinwheel/worker/spring/**");
  }

  @Test
  void thesePackagesAreCompiledForJava21AndNotASecondTime() throws Exception {
    List<String> packages = PACKAGES.stream().map(name -> "dev/pinwheel/" + name + "/**").toList();

    assertThat(texts(execution("compile-sdk"), "include")).containsExactlyElementsOf(packages);
    assertThat(texts(execution("default-compile"), "exclude")).containsExactlyElementsOf(packages);
  }

  /** The execution of a plugin in the module's POM. */
  private static Element execution(String id) throws IOException {
    NodeList ids = document("pom.xml").getElementsByTagName("id");
    return IntStream.range(0, ids.getLength())
        .mapToObj(ids::item)
        .filter(node -> node.getTextContent().equals(id))
        .map(node -> (Element) node.getParentNode())
        .findFirst()
        .orElseThrow(() -> new AssertionError("pom.xml has no execution " + id));
  }

  private static Stream<String> texts(Element element, String name) {
    NodeList elements = element.getElementsByTagName(name);
    return IntStream.range(0, elements.getLength())
        .mapToObj(i -> elements.item(i).getTextContent());
  }

  @Test
  void classesRunOnJava21() {
    assertThat(classes(PACKAGES))
        .isNotEmpty()
        .allSatisfy(type ->
            assertThat(classVersion(type)).as(type.getName()).isEqualTo(JAVA_21_CLASS_VERSION));
  }

  private static int classVersion(JavaClass type) {
    try {
      return classVersion(type.getSource().orElseThrow().getUri().toURL().openStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int classVersion(InputStream classFile) throws IOException {
    try (DataInputStream file = new DataInputStream(classFile)) {
      file.skipNBytes(6);
      return file.readUnsignedShort();
    }
  }

  /** What {@code ./pinwheel sdk} installs. */
  @Test
  @Tag("packaged")
  void jarsRunOnJava21() throws IOException {
    Path repository = Path.of(System.getProperty("pinwheel.sdk", "target/sdk/repository"));
    List<Path> jars;
    try (Stream<Path> files = Files.walk(repository)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }

    assertThat(jars)
        .extracting(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
        .containsExactly("pinwheel-sdk", "pinwheel-spring");
    for (Path jar : jars) {
      assertThat(classVersions(jar).values())
          .as(jar.toString())
          .isNotEmpty()
          .containsOnly(JAVA_21_CLASS_VERSION);
    }
  }

  private static Map<String, Integer> classVersions(Path jar) throws IOException {
    Map<String, Integer> versions = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().endsWith(".class")) {
          versions.put(entry.getName(), classVersion(file.getInputStream(entry)));
        }
      }
    }
    return versions;
  }

  /** Before Java 24, a virtual thread that blocks inside a monitor keeps its carrier thread. */
  @Test
  void sourcesUseLocksInsteadOfMonitors() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/pinwheel", name))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }

    assertThat(sources)
        .isNotEmpty()
        .allSatisfy(source ->
            assertThat(COMMENT.matcher(Files.readString(source)).replaceAll(""))
                .as(source.toString())
                .doesNotContainPattern("\\bsynchronized\\b"));
  }

  @Test
  void springIsToldOfItsOwnClassesInEachArtifact() throws Exception {
    String springPackage = PackageTable.ROOT + "." + SPRING;

    assertThat(classesNamedIn("src/spring/META-INF/spring.factories"))
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(Class.forName(name).getPackageName()).isEqualTo(springPackage));
    assertThat(classesNamedIn("src/main/resources/META-INF/spring.factories"))
        .isNotEmpty()
        .allSatisfy(name ->
            assertThat(Class.forName(name).getPackageName()).isEqualTo(PackageTable.ROOT + ".app"));
  }

  private static List<String> classesNamedIn(String file) throws IOException {
    Properties factories = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      factories.load(reader);
    }
    return factories.values().stream()
        .flatMap(names -> Stream.of(names.toString().split(",")))
        .map(String::strip)
        .toList();
  }

  private static JavaClasses classes(List<String> packages) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(packages.stream().map(name -> PackageTable.ROOT + "." + name).toList());
  }

  private static Set<String> usedPackages(List<String> packages, Predicate<String> isIn) {
    return classes(packages).stream()
        .filter(type -> isIn.test(type.getPackageName()))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(arrow -> arrow.getTargetClass().getBaseComponentType())
        .map(JavaClass::getPackageName)
        .filter(name -> !name.isEmpty())
        .filter(name -> !PackageTable.isWithin(name, "java"))
        .filter(name -> !PackageTable.isWithin(name, "javax"))
        .filter(name ->
            packages.stream()
                .noneMatch(own -> PackageTable.isWithin(name, PackageTable.ROOT + "." + own)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> declared(String pom) throws Exception {
    NodeList dependencies = document(pom).getElementsByTagName("dependency");
    Set<String> declared = new TreeSet<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      declared.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
    }
    return declared;
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Document document(String file) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(file));
    } catch (Exception e) {
      throw new IOException("Cannot read " + file, e);
    }
  }
}

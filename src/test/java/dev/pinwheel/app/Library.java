package dev.pinwheel.app;

import java.util.List;

/** What a package may use from outside the project, by the packages of the library. */
enum Library {
  JACKSON_CORE("tools.jackson.core"),
  JACKSON("tools.jackson", "com.fasterxml.jackson.annotation"),
  JOOQ("org.jooq"),
  H2("org.h2"),
  HIKARI("com.zaxxer.hikari"),
  POSTGRES("org.postgresql"),
  ELK("org.eclipse.elk", "org.eclipse.emf"),
  VAADIN("com.vaadin", "elemental"),
  /** Descriptions as harmless HTML. */
  MARKDOWN("org.commonmark", "org.jsoup"),
  SERVLET("jakarta.servlet"),
  SPRING("org.springframework"),
  SPRING_SECURITY("org.springframework.security"),
  /** How often something may be done. */
  LIMITS("io.github.bucket4j"),
  BYTE_BUDDY("net.bytebuddy"),
  SLF4J("org.slf4j"),
  /** Swagger looks at types through Jackson 2. */
  OPENAPI("io.swagger.v3", "org.springdoc", "com.fasterxml.jackson.databind"),
  MICROMETER("io.micrometer"),
  PICOCLI("picocli");

  private final List<String> packages;

  Library(String... packages) {
    this.packages = List.of(packages);
  }

  boolean contains(String packageName) {
    return packages.stream().anyMatch(root -> PackageTable.isWithin(packageName, root));
  }
}

package dev.pinwheel.studio.run.value;

import dev.pinwheel.query.view.TextFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of a failure, those of libraries folded. Pure. */
final class StackFrames {

  /** Whose code is not what one looks for, and the beginnings of its class names. */
  private enum Library {
    JDK("the JDK", "java.", "javax.", "jdk.", "sun.", "com.sun."),
    PINWHEEL("Pinwheel", "dev.pinwheel.worker.", "dev.pinwheel.sdk.", "dev.pinwheel.spring."),
    SPRING("Spring", "org.springframework."),
    NETTY("Netty", "io.netty."),
    HIBERNATE("Hibernate", "org.hibernate."),
    KOTLIN("Kotlin", "kotlin.", "kotlinx.");

    private final String name;
    private final List<String> beginnings;

    Library(String name, String... beginnings) {
      this.name = name;
      this.beginnings = List.of(beginnings);
    }

    static @Nullable Library of(String frame) {
      // "app//", "java.base/" and "loader//module@1.2/" stand before the class.
      String type = frame.substring(frame.lastIndexOf('/', frame.indexOf('(')) + 1);
      for (Library library : values()) {
        if (library.beginnings.stream().anyMatch(type::startsWith)) {
          return library;
        }
      }
      return null;
    }
  }

  /** What stands in the list. */
  sealed interface Item {

    /**
     * A frame by itself.
     *
     * @param own whether it is of no library that is known
     */
    record Single(String frame, boolean own) implements Item {}

    /** Frames of one library in a row; at least two. */
    record Folded(String library, List<String> frames) implements Item {

      public Folded {
        frames = List.copyOf(frames);
      }

      /** {@code 12 frames of the JDK}. */
      String title() {
        return "%s frames of %s".formatted(TextFormat.number(frames.size()), library);
      }
    }
  }

  private StackFrames() {}

  /** The frames in their order. */
  static List<Item> of(List<String> frames) {
    List<Item> items = new ArrayList<>();
    int from = 0;
    while (from < frames.size()) {
      Library library = Library.of(frames.get(from));
      int to = from + 1;
      while (library != null && to < frames.size() && Library.of(frames.get(to)) == library) {
        to++;
      }
      items.add(
          library == null || to == from + 1
              ? new Item.Single(frames.get(from), library == null)
              : new Item.Folded(library.name, frames.subList(from, to)));
      from = to;
    }
    return items;
  }
}

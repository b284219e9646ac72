package dev.pinwheel.examples;

import java.util.List;

/** The list of the sample modules, for who registers them. */
public final class Examples {

  /** Their constructors ask for an {@link ExampleData} and a {@link Pace}. */
  public static final List<Class<?>> MODULES =
      List.of(Users.class, Machines.class, Weather.class, Shop.class, Patterns.class);

  private Examples() {}
}

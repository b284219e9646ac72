package dev.pinwheel.access;

import dev.pinwheel.model.Actor;

/** A principal of Spring Security that is somebody whom Pinwheel knows. */
@FunctionalInterface
public interface HasActor {
  Actor actor();
}

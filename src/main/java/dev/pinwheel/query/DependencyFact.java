package dev.pinwheel.query;

/** A dependency of a visible execution as loaded. */
record DependencyFact(long execution, long dependency, boolean handed) {}

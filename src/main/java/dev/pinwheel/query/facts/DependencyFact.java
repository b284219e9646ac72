package dev.pinwheel.query.facts;

/** A dependency of a visible execution as loaded. */
public record DependencyFact(long execution, long dependency, boolean handed) {}

package dev.pinwheel.store;

/** What a commit survives. Matters on H2; PostgreSQL has its own settings. */
public enum Durability {
  /** A power cut: the file is synced after every commit. */
  POWER,
  /** A crash or kill of the process, but not of the machine. */
  PROCESS
}

package dev.pinwheel.model;

/** Why a run is kept (G1, G2). */
public enum KeepReason {
  /** Its workspace keeps everything. */
  EVERYTHING,
  /** Something of it is still open. */
  OPEN,
  /** Somebody marked it. */
  MARKED,
  /** It is one of the last runs of its workflow. */
  LAST_RUNS,
  /** Its age is not reached. */
  AGE,
  /** Another workspace keeps what it executed of it. */
  CHILD,
  /** A cache entry of it may still answer. */
  CACHE,
  /** A run that is kept has a handle of it. */
  REFERRED
}

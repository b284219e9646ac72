package dev.pinwheel.query.run;

/** By what a list of runs is sorted, latest first; among equals the newest run comes first. */
public enum RunOrder {
  /** By the last visible activity. */
  ACTIVITY,
  /** By the submission. */
  SUBMISSION
}

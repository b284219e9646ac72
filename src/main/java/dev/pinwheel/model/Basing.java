package dev.pinwheel.model;

/**
 * Who may base a workspace on another one (A4): everyone who does so sees what that one and its
 * bases share.
 */
public enum Basing {
  NOBODY,
  DEVELOPERS,
  VIEWERS
}

package dev.pinwheel.studio.access;

import dev.pinwheel.query.ActivityRow;
import java.util.Map;

/** What was done, in words. */
final class ActivityText {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("submitRun", "submitted a run"),
          Map.entry("rerunStep", "re-ran a step"),
          Map.entry("cancelRun", "cancelled a run"),
          Map.entry("cancelExecution", "cancelled an execution"),
          Map.entry("keepRun", "kept a run"),
          Map.entry("releaseRun", "released a kept run"),
          Map.entry("createWorkspace", "created a workspace"),
          Map.entry("renameWorkspace", "renamed a workspace"),
          Map.entry("changeBase", "changed the base of a workspace"),
          Map.entry("setBasing", "decided who may base workspaces on it"),
          Map.entry("pauseWorkspace", "paused a workspace"),
          Map.entry("resumeWorkspace", "resumed a workspace"),
          Map.entry("archiveWorkspace", "archived a workspace"),
          Map.entry("setRetention", "set the retention"),
          Map.entry("openSession", "connected a worker"),
          Map.entry("addUser", "added a user"),
          Map.entry("removeUser", "removed a user"),
          Map.entry("readmitUser", "let a removed user sign in again"),
          Map.entry("enterExternal", "got roles from an identity provider"),
          Map.entry("setAdministrator", "changed who administers the server"),
          Map.entry("setPassword", "set a password"),
          Map.entry("grantRole", "granted a role"),
          Map.entry("revokeRole", "revoked a role"),
          Map.entry("createToken", "made a token"),
          Map.entry("revokeToken", "revoked a token"),
          Map.entry("reserveModule", "reserved a module"),
          Map.entry("signIn", "signed in"),
          Map.entry("signOut", "signed out"));

  private ActivityText() {}

  static String sentence(ActivityRow row) {
    String words = WORDS.getOrDefault(row.action(), row.action());
    if (!row.refused()) {
      return words;
    }
    String often = row.occurrences() == 1 ? "" : " (%d times)".formatted(row.occurrences());
    return "was refused: " + words + often;
  }
}

package dev.pinwheel.access;

/**
 * Everything that can be done, and who may (A3, A7): the only place that says so. Commands,
 * requests, views and messages name theirs with {@link Needs}.
 */
public enum Permission {
  SIGN_IN(Need.ANYONE, "sign in"),
  SEE_PUBLIC(Need.ANYONE, "read public endpoints"),
  OWN_ACCOUNT(Need.SIGNED_IN, "see and change your own account"),
  OWN_TOKENS(Need.SIGNED_IN, "make and revoke your own tokens"),
  LIST_WORKSPACES(Need.SIGNED_IN, "list the workspaces in which you have a role"),

  VIEW(Need.VIEWER, "see it"),
  SUBMIT_RUN(Need.OPERATOR, "submit runs"),
  RERUN_STEP(Need.OPERATOR, "re-run steps"),
  CANCEL(Need.OPERATOR, "cancel runs and executions"),
  KEEP_RUN(Need.OPERATOR, "mark runs to be kept"),
  RUN_WORKERS(Need.DEVELOPER, "run workers"),
  CREATE_WORKSPACE(Need.DEVELOPER, "create workspaces"),
  PAUSE_WORKSPACE(Need.ADMINISTRATOR_OR_CREATOR, "pause and resume it"),
  ARCHIVE_WORKSPACE(Need.ADMINISTRATOR_OR_CREATOR, "archive it"),
  CHANGE_BASE(Need.ADMINISTRATOR_OR_CREATOR, "change its base"),
  RENAME_WORKSPACE(Need.ADMINISTRATOR, "rename it"),
  SET_RETENTION(Need.ADMINISTRATOR, "set its retention"),
  SET_BASING(Need.ADMINISTRATOR, "decide who may base workspaces on it"),
  RESERVE_MODULES(Need.ADMINISTRATOR, "reserve its modules"),
  GRANT_ROLE(Need.ADMINISTRATOR_OF_SCOPE, "grant and revoke roles"),
  SEE_ACTIVITY(Need.ADMINISTRATOR_OF_SCOPE, "see what everybody did"),

  MANAGE_USERS(Need.SERVER_ADMINISTRATOR, "manage users"),
  BACK_UP(Need.SERVER_ADMINISTRATOR, "back up the server"),
  SEE_SERVERS(Need.SERVER_ADMINISTRATOR, "see which servers there are"),
  SEE_METRICS(Need.SERVER_ADMINISTRATOR, "read the metrics"),

  WORK(Need.WORKER_SESSION, "execute what the session was given"),
  SERVE(Need.SERVER, "internal");

  private final Need need;
  private final String purpose;

  Permission(Need need, String purpose) {
    this.need = need;
    this.purpose = purpose;
  }

  public Need need() {
    return need;
  }

  /** Completes "You need the role … to …", except where no role gives the permission. */
  public String purpose() {
    return purpose;
  }
}

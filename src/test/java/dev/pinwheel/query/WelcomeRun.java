package dev.pinwheel.query;

/**
 * A run in {@code production}, which has the child {@code development}: welcome calls sendEmail and
 * sendNotification, which share the memoized fetchUser. All of it ended in a value.
 */
public record WelcomeRun(
    ExecutionFixture welcome,
    ExecutionFixture email,
    ExecutionFixture notification,
    ExecutionFixture user) {

  /**
   * Creates the workspaces and the run.
   *
   * @param result of welcome, as JSON
   * @param timesReused how often sendNotification called fetchUser
   */
  public static WelcomeRun in(ReadModelFixture fixture, String result, int timesReused) {
    fixture.workspace("production", null);
    fixture.workspace("development", "production");
    ExecutionFixture welcome = fixture.run("production", "welcome");
    ExecutionFixture email = welcome.call("sendEmail");
    ExecutionFixture notification = welcome.call("sendNotification");
    ExecutionFixture user = email.callMemo("fetchUser", "u1").value("\"ann\"");
    notification.reuse(user, timesReused);
    email.value("1");
    notification.value("2");
    welcome.value(result);
    return new WelcomeRun(welcome, email, notification, user);
  }
}

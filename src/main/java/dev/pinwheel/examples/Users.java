package dev.pinwheel.examples;

import static dev.pinwheel.sdk.Pinwheel.group;
import static dev.pinwheel.sdk.Pinwheel.log;
import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.sdk.Cache;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Memoizing and caching, side by side.
 *
 * <p>Run {@code welcome}, change a name in {@code users.json}, re-run {@code fetchUser}: the tasks
 * that used it are stale, and re-running one of them brings the new name into its result.
 */
@Module("users")
public class Users {

  /** One entry of {@code users.json}. */
  public record User(String name, String email, String plan) {}

  /** One entry of {@code plans.json}. */
  public record Plan(String title, int seats) {}

  /**
   * What was sent.
   *
   * @param file the file in the outbox
   */
  public record Receipt(String to, String text, String file) {}

  /** What {@code welcome} sent. */
  public record Welcome(Receipt email, Receipt notification) {}

  private final ExampleData data;

  /** With the files to read and the outbox to write to. */
  public Users(ExampleData data) {
    this.data = data;
  }

  /** Reads a user: once per id within a run, however many tasks call it. */
  @Task(
      memo = @Memo,
      description = "Reads a user from `users.json`. Memoized: a hit refers to this execution.")
  public User fetchUser(String userId) {
    User user = data.entry("users.json", userId, User.class);
    log().info("{user} is {name}", userId, user.name());
    return user;
  }

  /** Reads a plan: once in ten minutes across runs. Each hit is a step of its own. */
  @Task(
      cache = @Cache(maxAge = "10m"),
      description =
          "Reads a plan from `plans.json`. Cached: a hit is a new step with an earlier result.")
  public Plan fetchPlan(String plan) {
    return data.entry("plans.json", plan, Plan.class);
  }

  /** Sends an e-mail each time it runs: one more file in the outbox. */
  @Task(description = "Sends an e-mail. Not memoized, so a re-run of the whole run sends another.")
  public Receipt sendEmail(String userId) {
    User user = fetchUser(userId);
    Plan plan = fetchPlan(user.plan());
    String text = "Welcome %s! Your plan is %s.".formatted(user.name(), plan.title());
    Path file = data.outbox().put("email-" + userId, "To: " + user.email() + "\n\n" + text);
    return new Receipt(user.email(), text, file.toString());
  }

  /** Sends a notification each time it runs. */
  @Task(description = "Sends a notification to the user's devices.")
  public Receipt sendNotification(String userId) {
    User user = fetchUser(userId);
    Plan plan = fetchPlan(user.plan());
    String text = "Hello %s, %d seats are yours.".formatted(user.name(), plan.seats());
    Path file = data.outbox().put("notification-" + userId, text);
    return new Receipt(user.name(), text, file.toString());
  }

  /** Sends a letter, but in one run never twice to the same user. */
  @Task(
      memo = @Memo,
      description =
          "Sends a letter. Memoized because of its side effect: a re-run sends no second letter.")
  public Receipt notifyOnce(String userId) {
    User user = fetchUser(userId);
    Path file = data.outbox().put("letter-" + userId, "Dear " + user.name() + ",\n\nonly once.");
    return new Receipt(user.name(), "only once", file.toString());
  }

  /** Welcomes a user in two ways at the same time. */
  @Workflow(
      description = "Sends an e-mail and a notification; both need the user, who is read once.")
  public Welcome welcome(@Param(defaultValue = "u1") String userId) {
    Execution<Receipt> email = submit(() -> sendEmail(userId));
    Receipt notification = sendNotification(userId);
    return new Welcome(email.result(), notification);
  }

  /** Welcomes many users; a user who is listed twice is read once. */
  @Workflow(description = "Sends an e-mail per entry. Two different ids are two `fetchUser` steps.")
  public List<Receipt> welcomeAll(
      @Param(defaultValue = "[\"u1\",\"u2\",\"u1\"]") List<String> userIds) {
    List<Execution<Receipt>> emails = new ArrayList<>();
    group(
        "E-mails",
        () -> {
          for (String userId : userIds) {
            emails.add(submit(() -> sendEmail(userId)));
          }
        });
    return emails.stream().map(Execution::result).toList();
  }

  /** Sends a letter, which a re-run does not repeat, and an e-mail, which it does. */
  @Workflow(
      description = "Re-run the whole run: the outbox gets another e-mail, but no other letter.")
  public List<Receipt> remind(@Param(defaultValue = "u1") String userId) {
    return List.of(notifyOnce(userId), sendEmail(userId));
  }

  /** Opens an account. It has no memo option, so the default of the workflow applies. */
  @Task(
      description =
          "Opens an account. Without a memo option of its own: the workflow's default applies.")
  public String openAccount(String userId) {
    return data.outbox().put("account-" + userId, "An account for " + userId).toString();
  }

  /** Knocks at the door; memoizing is off, so that it happens in every re-run. */
  @Task(
      memo = @Memo(off = true),
      description = "Knocks at the door. Memoizing is off, whatever the workflow says.")
  public int knock(String userId) {
    data.outbox().put("knock-" + userId, userId + " is at the door");
    return (int) data.outbox().list().stream().filter(name -> name.contains("-knock-")).count();
  }

  /** Everything is memoized unless it says otherwise, including the workflow that it starts. */
  @Workflow(
      memo = @Memo,
      description =
          "Memoized as a whole. Re-run it: only `knock` happens again; `welcome`, a run of its own, does not.")
  public Welcome onboard(@Param(defaultValue = "u1") String userId) {
    String account = openAccount(userId);
    int knocks = knock(userId);
    log().info("Account {account}, {knocks} knocks", account, knocks);
    return welcome(userId);
  }
}

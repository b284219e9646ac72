package dev.pinwheel.examples;

import static dev.pinwheel.sdk.Pinwheel.current;
import static dev.pinwheel.sdk.Pinwheel.log;

import dev.pinwheel.sdk.Context;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Retries;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;

/**
 * Failures and retries: memoized steps that succeeded are reused, failed steps are executed again.
 *
 * <p>Run {@code order}: the warehouse is closed. Open it in {@code shop.properties} and re-run the
 * whole run: the card is not charged a second time.
 */
@Module("shop")
public class Shop {

  /** The warehouse is closed. */
  public static final class WarehouseClosed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence that says what to do. */
    public WarehouseClosed(String message) {
      super(message);
    }
  }

  /**
   * A finished order.
   *
   * @param charge the file that records the charge
   * @param shelf where the goods are stored
   */
  public record Order(String item, String charge, String shelf) {}

  private final ExampleData data;

  /** With the files to read and the outbox to write to. */
  public Shop(ExampleData data) {
    this.data = data;
  }

  /** Charges the card: in one run never twice for the same item. */
  @Task(
      memo = @Memo,
      description = "Charges the card. Memoized: once per item, whatever is re-run.")
  public String charge(String item) {
    return data.outbox().put("charge-" + item, "One " + item + " was charged").toString();
  }

  /** Fails until the warehouse opens. Failures are never reused. */
  @Task(
      memo = @Memo,
      description = "Reserves an item. Fails while `shop.properties` says `warehouse = closed`.")
  public String reserve(String item) {
    String warehouse = data.settings("shop.properties").getOrDefault("warehouse", "closed");
    if (!warehouse.equals("open")) {
      throw new WarehouseClosed(
          "The warehouse is %s, so no %s can be reserved. Set warehouse = open in %s and re-run."
              .formatted(warehouse, item, data.path("shop.properties")));
    }
    return "shelf of " + item;
  }

  /** Fails on its first attempt; the automatic retry succeeds. */
  @Task(
      retries = @Retries(limit = 3, backoff = "1s"),
      description = "Asks a partner who never answers the first attempt. Retried automatically.")
  public String askPartner(String item) {
    int attempt = current().map(Context::attempt).orElse(2);
    if (attempt == 1) {
      throw new IllegalStateException("The partner did not answer. The next attempt will succeed.");
    }
    log().info("The partner answered attempt {attempt}", attempt);
    return item + " is recommended";
  }

  /** Charges the card, reserves the item and asks a partner. */
  @Workflow(
      description =
          "Fails until `shop.properties` is corrected. Then re-run it: the charge is not repeated.")
  public Order order(@Param(defaultValue = "kettle") String item) {
    String charge = charge(item);
    String shelf = reserve(item);
    log().info("{answer}", askPartner(item));
    return new Order(item, charge, shelf);
  }
}

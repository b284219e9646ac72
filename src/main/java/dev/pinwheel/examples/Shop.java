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
 * Failing and mending: what is memoized and has succeeded stays, what has failed is tried again.
 *
 * <p>Run {@code order}: the warehouse is closed. Open it in {@code shop.properties} and re-run the
 * whole run: the card is not charged a second time.
 */
@Module("shop")
public class Shop {

  /** The warehouse did not answer as hoped. */
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
   * @param charge where the charge can be read
   * @param shelf where the goods lie
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
      description = "Charges the card. Memoized: whatever is re-run, once per item.")
  public String charge(String item) {
    return data.outbox().put("charge-" + item, "One " + item + " was charged").toString();
  }

  /** Fails until the warehouse opens. What has failed is no candidate for a memo hit. */
  @Task(
      memo = @Memo,
      description = "Reserves an item. Fails while `shop.properties` says `warehouse = closed`.")
  public String reserve(String item) {
    String warehouse = data.settings("shop.properties").getOrDefault("warehouse", "closed");
    if (!warehouse.equals("open")) {
      throw new WarehouseClosed(
          "The warehouse is %s, so that no %s can be reserved. Set warehouse = open in %s and re-run."
              .formatted(warehouse, item, data.path("shop.properties")));
    }
    return "shelf of " + item;
  }

  /** Fails on its first attempt and succeeds on the second, by itself. */
  @Task(
      retries = @Retries(limit = 3, backoff = "1s"),
      description = "Asks a partner who never answers at the first attempt. Retried by itself.")
  public String askPartner(String item) {
    int attempt = current().map(Context::attempt).orElse(2);
    if (attempt == 1) {
      throw new IllegalStateException(
          "The partner did not answer. The next attempt will fare better.");
    }
    log().info("The partner answered attempt {attempt}", attempt);
    return item + " is praised";
  }

  /** Charges, reserves, and asks around. */
  @Workflow(
      description =
          "Fails until `shop.properties` is mended. Then re-run it: the charge is not repeated.")
  public Order order(@Param(defaultValue = "kettle") String item) {
    String charge = charge(item);
    String shelf = reserve(item);
    log().info("{praise}", askPartner(item));
    return new Order(item, charge, shelf);
  }
}

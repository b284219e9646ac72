package dev.pinwheel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many bytes a first visit takes, on the wire. */
@Tag("browser")
class WeightTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void aColdLoadOfRunsIsLight() {
    Page page = studio.open().page();
    CDPSession network = page.context().newCDPSession(page);
    Map<String, String> addresses = new ConcurrentHashMap<>();
    Map<String, Long> bytes = new ConcurrentHashMap<>();
    network.on(
        "Network.requestWillBeSent",
        event ->
            addresses.put(
                event.get("requestId").getAsString(),
                event.getAsJsonObject("request").get("url").getAsString()));
    network.on(
        "Network.loadingFinished",
        event ->
            bytes.merge(
                addresses.getOrDefault(event.get("requestId").getAsString(), "?"),
                event.get("encodedDataLength").getAsLong(),
                Long::sum));
    network.send("Network.enable");
    JsonObject disabled = new JsonObject();
    disabled.addProperty("cacheDisabled", true);
    network.send("Network.setCacheDisabled", disabled);

    page.navigate("/runs?workspace=production");
    page.waitForLoadState(LoadState.NETWORKIDLE);

    Map<String, Long> heaviest = new LinkedHashMap<>();
    bytes.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> heaviest.put(entry.getKey(), entry.getValue()));
    assertThat(heaviest.values().stream().mapToLong(Long::longValue).sum())
        .as("bytes of %s", heaviest)
        .isLessThan(400_000);
  }
}

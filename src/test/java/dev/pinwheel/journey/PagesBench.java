package dev.pinwheel.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.pinwheel.sdk.Pinwheel.submit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.pinwheel.browser.Chromium;
import dev.pinwheel.browser.ServerProcess;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.worker.Worker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What open pages cost the packaged server: {@code ./pinwheel bench pages [throughput] [watched]
 * [gone]}. Twenty clients that run workflows of three steps and twenty that follow logs, without
 * and with twenty open pages; a run of 2,000 steps that twenty pages watch; two hundred pages whose
 * browsers are gone. Pages are {@link PageClient}s, which take what is pushed and draw nothing.
 */
public final class PagesBench {

  private static final int CLIENTS = 20;
  private static final int PAGES = 20;
  private static final int GONE = 200;
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofSeconds(20);
  private static final int WATCHED_STEPS = 2_000;
  private static final int WATCHED_ROUNDS = 5;
  private static final double PATIENCE_MILLIS = 60_000;

  /** Longer than a session lives without requests, and the look that finds it. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(7);

  /** What the clients run. */
  @Module("bench")
  public static class Small {

    @Workflow(description = "Calls two tasks, one after the other, and logs.")
    public int small(int number) {
      Pinwheel.log().info("Number {n}", number);
      return step(step(number));
    }

    @Workflow(description = "Calls so many tasks at the same time.")
    public int many(int count) {
      List<Execution<Integer>> all =
          IntStream.range(0, count).mapToObj(number -> submit(() -> slow(number))).toList();
      all.forEach(Execution::result);
      return count;
    }

    @Task(description = "Does nothing.")
    public int step(int number) {
      return number;
    }

    @Task(description = "Waits a little, so that there is something to watch.")
    public int slow(int number) throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(200);
      return number;
    }
  }

  /** What was done in a stretch of time. */
  private record Done(double runsPerSecond, double submitP99Millis) {}

  private final ServerProcess server;
  private final Path data;
  private final RestApi api;
  private final AtomicReference<@Nullable String> newest = new AtomicReference<>();
  private final OpenPages pages;
  private String watched = "";

  private Worker worker;

  private PagesBench(ServerProcess server, Path data) {
    this.worker = startWorker(server);
    this.server = server;
    this.data = data;
    this.api = new RestApi(server.address());
    this.pages = new OpenPages(server.address());
  }

  public static void main(String[] arguments) throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Path data = Files.createTempDirectory(Path.of("target"), "bench-pages");
    try (ServerProcess server = ServerProcess.startToMeasure(data, data.resolve("server.log"));
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor()) {
      PagesBench bench = new PagesBench(server, data);
      heart.scheduleWithFixedDelay(bench.pages::beat, 20, 20, TimeUnit.SECONDS);
      bench.measure(Set.copyOf(List.of(arguments)));
      heart.shutdownNow();
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1); // The worker's thread would go on.
    }
    System.exit(0);
  }

  private void measure(Set<String> arguments) throws Exception {
    Set<String> chosen = new HashSet<>(arguments);
    chosen.remove("pages");
    load(ROUND);
    if (isWanted(chosen, "throughput")) {
      throughput();
    }
    if (isWanted(chosen, "watched")) {
      watch();
    }
    if (isWanted(chosen, "gone")) {
      gone();
    }
    worker.drain(Duration.ofSeconds(1));
  }

  private static Worker startWorker(ServerProcess server) {
    return Worker.builder()
        .name("bench")
        .server(server.address().toString())
        .workspace("production")
        .codeVersion("bench")
        .concurrency(64)
        .stopOnSignals(false)
        .module(Small.class)
        .start();
  }

  /** Without a name, everything is measured. */
  private static boolean isWanted(Set<String> chosen, String name) {
    return chosen.isEmpty() || chosen.contains(name);
  }

  // ---- Throughput without and with pages

  private void throughput() throws Exception {
    List<Done> without = new ArrayList<>();
    List<Done> with = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      // Pages that are gone are refreshed for a minute.
      TimeUnit.SECONDS.sleep(round == 0 ? 0 : 65);
      without.add(load(ROUND));
      pages.open(PAGES);
      with.add(load(ROUND));
      if (round == ROUNDS - 1) {
        compareWithNewPages();
      }
      pages.close();
    }
    print("without pages", without);
    print("with %d pages".formatted(PAGES), with);
  }

  private static void print(String when, List<Done> rounds) {
    double rate = rounds.stream().mapToDouble(Done::runsPerSecond).sorted().toArray()[ROUNDS / 2];
    System.out.printf(
        "%-28s %.0f runs/s (median of %s), submit p99 %s ms%n",
        when,
        rate,
        rounds.stream().map(done -> "%.0f".formatted(done.runsPerSecond())).toList(),
        rounds.stream().map(done -> "%.0f".formatted(done.submitP99Millis())).toList());
  }

  /** What was pushed adds up to what a new page shows. */
  private void compareWithNewPages() throws Exception {
    int equal = 0;
    for (int i = 0; i < pages.all().size(); i++) {
      String route = OpenPages.ROUTES.get(i % OpenPages.ROUTES.size());
      PageClient page = pages.all().get(i);
      try (PageClient fresh = pages.fresh(route)) {
        for (int tries = 0; tries < 20 && !page.text().equals(fresh.text()); tries++) {
          TimeUnit.MILLISECONDS.sleep(500);
        }
        if (page.text().equals(fresh.text())) {
          equal++;
        } else {
          System.out.printf(
              "%s: the page shows %s, a new one %s%n",
              route, without(page.text(), fresh.text()), without(fresh.text(), page.text()));
        }
      }
    }
    System.out.printf("pages equal to new ones        %d of %d%n", equal, pages.all().size());
  }

  private static List<String> without(String text, String other) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    other.lines().forEach(lines::remove);
    return lines;
  }

  /** Clients run workflows and followers read logs for a while. */
  private Done load(Duration time) throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    ConcurrentLinkedQueue<Long> submits = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> runOneAfterTheOther(ended, submits)));
        threads.submit(() -> follow(ended));
      }
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      ended.set(true);
      int runs = 0;
      for (Future<Integer> client : clients) {
        runs += client.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      List<Long> sorted = submits.stream().sorted().toList();
      return new Done(runs / seconds, sorted.get(sorted.size() * 99 / 100) / 1e6);
    }
  }

  private int runOneAfterTheOther(AtomicBoolean ended, ConcurrentLinkedQueue<Long> submits)
      throws Exception {
    int runs = 0;
    while (!ended.get()) {
      long start = System.nanoTime();
      String run =
          api.submit(
              "{\"module\":\"bench\",\"workflow\":\"small\",\"arguments\":[%d]}".formatted(runs));
      submits.add(System.nanoTime() - start);
      newest.set(run);
      api.result(run, "production");
      runs++;
    }
    return runs;
  }

  /** Follows the logs of one run after the other, until each has ended. */
  private @Nullable Void follow(AtomicBoolean ended) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    while (!ended.get()) {
      String run = newest.get();
      if (run == null) {
        TimeUnit.MILLISECONDS.sleep(10);
        continue;
      }
      URI logs =
          server.address().resolve("/api/v1/runs/" + run + "/logs/follow?workspace=production");
      client.send(HttpRequest.newBuilder(logs).build(), HttpResponse.BodyHandlers.ofString());
    }
    return null;
  }

  // ---- A run that is watched

  /** Several rounds: in the first, the server compiles what it has not done before. */
  private void watch() throws Exception {
    try (Playwright playwright = Playwright.create()) {
      Page browser = Chromium.launch(playwright).newPage();
      // Scripts are in the browser's cache, as they are for whoever uses the Studio.
      browser.navigate(server.address() + "/runs?workspace=production");
      assertThat(browser.getByTestId("runs")).isVisible();
      for (int round = 0; round < WATCHED_ROUNDS; round++) {
        worker.close();
        String run =
            api.submit(
                "{\"module\":\"bench\",\"workflow\":\"many\",\"arguments\":[%d]}"
                    .formatted(WATCHED_STEPS));
        pages.openRun(run, PAGES - 1);
        browser.navigate(server.address() + "/runs/" + run + "?workspace=production");
        assertThat(browser.getByTestId("run-status")).hasText("Waiting");
        watch(run, browser);
        pages.close();
      }
    }
    heapOfAPage();
  }

  /** Until the run has ended and everybody sees it. */
  private void watch(String run, Page browser) throws Exception {
    watched = run;
    ThreadTimes threads = ThreadTimes.of(server);
    long start = System.nanoTime();
    Duration processor = processor();
    worker = startWorker(server);
    api.result(run, "production");
    long end = System.nanoTime();
    double cores = processor().minus(processor).toNanos() / (double) (end - start);
    long latest = 0;
    for (PageClient page : pages.all()) {
      page.await(text -> text.contains("Done"));
      latest = Math.max(latest, System.nanoTime() - end);
    }
    assertThat(browser.getByTestId("run-status")).hasText("Done");
    double browserMillis = (System.nanoTime() - end) / 1e6;
    String threadTimes = ThreadTimes.of(server).since(threads);
    System.out.printf(
        "a run of %,d steps, watched by a browser and %d clients: %.1f s, %.2f cores, browser up to date after at most %.0f ms, the last client after %.0f ms, pushed %,d kB a client%n",
        WATCHED_STEPS,
        pages.all().size(),
        (end - start) / 1e9,
        cores,
        browserMillis,
        latest / 1e6,
        pages.all().stream().mapToLong(PageClient::pushed).sum() / pages.all().size() / 1000);
    System.out.println("processor time by thread: " + threadTimes);
    System.out.printf(
        "steps: %,d in the database, %s in the browser; clients that show what a new page shows: %d of %d%n",
        api.get("runs/%s?workspace=production".formatted(run)).get("endedSteps").asInt(),
        browser.getByTestId("tab-steps").textContent(),
        equalToANewPage(run),
        pages.all().size());
  }

  private long equalToANewPage(String run) throws Exception {
    try (PageClient fresh = pages.fresh("runs/" + run)) {
      TimeUnit.SECONDS.sleep(2);
      String text = fresh.text();
      // What is hidden by now stays in a client.
      return pages.all().stream().filter(page -> without(text, page.text()).isEmpty()).count();
    }
  }

  private void heapOfAPage() throws Exception {
    waitUntilGivenUp();
    long without = ServerMemory.heapKilobytes(server);
    pages.openRun(watched, PAGES);
    TimeUnit.SECONDS.sleep(5);
    System.out.printf(
        "heap of a page of that run: %,d kB%n",
        (ServerMemory.heapKilobytes(server) - without) / PAGES);
    PageHeap heap = PageHeap.of(server, data);
    System.out.printf(
        "retained by a page, from a heap dump: %,d kB, %,d kB without its connection (medians)%n",
        heap.medianKilobytes(), heap.medianKilobytesWithoutConnection());
    pages.close();
  }

  private Duration processor() {
    return ProcessHandle.of(server.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  // ---- Pages whose browsers are gone

  private void gone() throws Exception {
    waitUntilGivenUp();
    long heap = ServerMemory.heapKilobytes(server);
    Done before = load(ROUND);
    pages.open(GONE);
    TimeUnit.SECONDS.sleep(3);
    long opened = ServerMemory.heapKilobytes(server);
    pages.close();
    Done meanwhile = load(ROUND);
    waitUntilGivenUp();
    Done after = load(ROUND);
    System.out.printf(
        "%d pages whose browsers end      heap before %,d kB, open %,d kB, given up %,d kB; runs/s before %.0f, just gone %.0f, given up %.0f%n",
        GONE,
        heap,
        opened,
        ServerMemory.heapKilobytes(server),
        before.runsPerSecond(),
        meanwhile.runsPerSecond(),
        after.runsPerSecond());
  }

  private static void waitUntilGivenUp() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(GIVEN_UP.toNanos());
  }
}

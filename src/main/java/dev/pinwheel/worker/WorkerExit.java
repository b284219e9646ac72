package dev.pinwheel.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process of a worker. The first SIGTERM or SIGINT drains the worker, within its drain
 * timeout; the second stops it immediately. When the server has refused the last worker of the
 * process for good, the process exits with a code that makes a supervisor restart it.
 *
 * <p>A shutdown hook cannot drain, because a JVM that is shutting down ignores further signals. The
 * class for signals is not part of the Java specification, so it is used if it is there.
 */
final class WorkerExit {

  private static final Logger LOGGER = LoggerFactory.getLogger(WorkerExit.class);
  private static final List<String> NAMES = List.of("TERM", "INT");

  /** The exit code of a process that SIGTERM has killed: 128 + 15. */
  private static final int KILLED = 143;

  /** {@code EX_TEMPFAIL} of {@code sysexits.h}: try again later. */
  private static final int REFUSED = 75;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Set<Worker> WORKERS = ConcurrentHashMap.newKeySet();
  private static final AtomicBoolean DRAINING = new AtomicBoolean();

  private WorkerExit() {}

  /** Ends the process when signals or the server end its workers, of which this is one. */
  static void handle(Worker worker) {
    LOCK.lock();
    try {
      boolean first = WORKERS.isEmpty();
      WORKERS.add(worker);
      var unused = worker.ended().thenAccept(end -> ended(worker, end));
      if (first) {
        install();
      }
    } finally {
      LOCK.unlock();
    }
  }

  private static void ended(Worker worker, ServerSession.End end) {
    WORKERS.remove(worker);
    if (!end.wanted() && WORKERS.isEmpty() && !DRAINING.get()) {
      LOGGER.error(
          "This process exits with code {}, because the server refuses worker {}: {}",
          REFUSED,
          worker.name(),
          end.reason());
      start("pinwheel-worker-exit", () -> System.exit(REFUSED));
    }
  }

  private static void install() {
    for (String name : NAMES) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object handling =
            Proxy.newProxyInstance(
                WorkerExit.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    received();
                    return null;
                  }
                  return method.invoke(WORKERS, arguments);
                });
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
      } catch (ClassNotFoundException | NoSuchMethodException | InvocationTargetException e) {
        LOGGER.debug("SIG{} stops the worker immediately on this JVM", name, e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void received() {
    if (DRAINING.compareAndSet(false, true)) {
      start("pinwheel-worker-drain", WorkerExit::drain);
    } else {
      start(
          "pinwheel-worker-stop",
          () -> {
            WORKERS.forEach(Worker::close);
            System.exit(KILLED);
          });
    }
  }

  /** Not a daemon, so that the process does not end with another exit code before. */
  private static void start(String name, Runnable work) {
    Thread.ofPlatform().name(name).daemon(false).start(work);
  }

  private static void drain() {
    LOGGER.info("Received a signal to stop; a second one stops this process immediately");
    AtomicBoolean ended = new AtomicBoolean(true);
    List<Thread> drains =
        WORKERS.stream()
            .map(worker ->
                Thread.ofVirtual()
                    .start(() -> {
                      if (!worker.drain(worker.drainTimeout())) {
                        ended.set(false);
                      }
                    }))
            .toList();
    drains.forEach(WorkerExit::join);
    System.exit(ended.get() ? 0 : KILLED);
  }

  private static void join(Thread drain) {
    try {
      drain.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

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
 * What a worker's process does when it is told to end: with the first SIGTERM or SIGINT the worker
 * finishes what it has, within its drain timeout; with the second it stops at once.
 *
 * <p>A shutdown hook cannot do that, because a JVM that is shutting down ignores further signals.
 * The class for signals is not part of the Java specification, so it is used if it is there.
 */
final class StopSignals {

  private static final Logger LOGGER = LoggerFactory.getLogger(StopSignals.class);
  private static final List<String> NAMES = List.of("TERM", "INT");

  /** As shells say it of a process that a SIGTERM has ended. */
  private static final int STOPPED_AT_ONCE = 143;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Set<Worker> WORKERS = ConcurrentHashMap.newKeySet();
  private static final AtomicBoolean DRAINING = new AtomicBoolean();

  private StopSignals() {}

  /** Lets signals end the worker, with others of the process, then the process. */
  static void handle(Worker worker) {
    LOCK.lock();
    try {
      boolean first = WORKERS.isEmpty();
      WORKERS.add(worker);
      var unused = worker.closed().thenRun(() -> WORKERS.remove(worker));
      if (first) {
        install();
      }
    } finally {
      LOCK.unlock();
    }
  }

  private static void install() {
    for (String name : NAMES) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object handling =
            Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(),
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
        LOGGER.debug("SIG{} ends the worker at once on this JVM", name, e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void received() {
    if (DRAINING.compareAndSet(false, true)) {
      start("pinwheel-worker-drain", StopSignals::drain);
    } else {
      start(
          "pinwheel-worker-stop",
          () -> {
            WORKERS.forEach(Worker::close);
            System.exit(STOPPED_AT_ONCE);
          });
    }
  }

  /** Threads of a signal's handler do not keep the process, which is to end with our exit code. */
  private static void start(String name, Runnable work) {
    Thread.ofPlatform().name(name).daemon(false).start(work);
  }

  private static void drain() {
    LOGGER.info("This process was told to end; a second signal ends it at once");
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
    drains.forEach(StopSignals::join);
    System.exit(ended.get() ? 0 : STOPPED_AT_ONCE);
  }

  private static void join(Thread drain) {
    try {
      drain.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

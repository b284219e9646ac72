package dev.pinwheel.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The send queue of one side of a session. Messages are numbered from 1 and kept until the peer has
 * acknowledged them, so that they can be resent over the next connection. Thread-safe; one thread
 * at a time takes frames.
 */
public final class Outgoing<M> {

  private static final int FRAME_MESSAGES = 256;
  private static final int FRAME_CHARACTERS = 256 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Function<M, String> writer;
  private final Consumer<M> delivered;
  private final ArrayDeque<M> unacknowledged = new ArrayDeque<>();
  private final ArrayDeque<M> unsent = new ArrayDeque<>();

  /** The number of the first unsent message. */
  private long next = 1;

  private long acknowledging;
  private long toldAcknowledged;
  private boolean beating;
  private final List<Awaiting> awaiting = new ArrayList<>();

  /**
   * @param writer writes a message as JSON text
   */
  public Outgoing(Function<M, String> writer) {
    this(writer, message -> {});
  }

  /**
   * @param writer writes a message as JSON text
   * @param delivered called for each message that the peer has acknowledged; must not block
   */
  public Outgoing(Function<M, String> writer, Consumer<M> delivered) {
    this.writer = writer;
    this.delivered = delivered;
  }

  /** Adds a message to the end. */
  public void add(M message) {
    lock.lock();
    try {
      unsent.add(message);
    } finally {
      lock.unlock();
    }
  }

  /** Completed when the peer has acknowledged everything that was added so far. */
  public CompletableFuture<Void> settled() {
    lock.lock();
    try {
      CompletableFuture<Void> settled = new CompletableFuture<>();
      if (size() == 0) {
        settled.complete(null);
      } else {
        awaiting.add(new Awaiting(size(), settled));
      }
      return settled;
    } finally {
      lock.unlock();
    }
  }

  /** A future, and how many acknowledgements are missing until it completes. */
  private static final class Awaiting {
    private int left;
    private final CompletableFuture<Void> settled;

    Awaiting(int left, CompletableFuture<Void> settled) {
      this.left = left;
      this.settled = settled;
    }
  }

  /** How many messages the peer has not acknowledged. */
  public int size() {
    lock.lock();
    try {
      return unsent.size() + unacknowledged.size();
    } finally {
      lock.unlock();
    }
  }

  /** The messages that the peer has not acknowledged, oldest first. */
  public List<M> list() {
    lock.lock();
    try {
      List<M> all = new ArrayList<>(unacknowledged);
      all.addAll(unsent);
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Sets the number of the peer's messages that later frames acknowledge. Never decreases. */
  public void acknowledge(long number) {
    lock.lock();
    try {
      acknowledging = Math.max(acknowledging, number);
    } finally {
      lock.unlock();
    }
  }

  /** How many processed messages of the peer no frame has acknowledged yet. */
  public long owed() {
    lock.lock();
    try {
      return acknowledging - Math.max(toldAcknowledged, 0);
    } finally {
      lock.unlock();
    }
  }

  /** Makes the next frame due even if it is empty, as a heartbeat. */
  public void beat() {
    lock.lock();
    try {
      beating = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The peer has acknowledged all messages up to a number.
   *
   * @throws MalformedMessage when nothing with that number was sent
   */
  public void acknowledged(long number) {
    lock.lock();
    try {
      if (number < 0) {
        throw new MalformedMessage(
            "Expected an acknowledgement of 0 or more, found %d.".formatted(number));
      }
      if (number >= next) {
        throw new MalformedMessage(
            "Expected an acknowledgement of at most %d, found %d.".formatted(next - 1, number));
      }
      int count = 0;
      while (next - unacknowledged.size() <= number) {
        delivered.accept(unacknowledged.remove());
        count++;
      }
      settle(count);
    } finally {
      lock.unlock();
    }
  }

  private void settle(int count) {
    for (Awaiting waiting : List.copyOf(awaiting)) {
      waiting.left -= count;
      if (waiting.left <= 0) {
        awaiting.remove(waiting);
        waiting.settled.complete(null);
      }
    }
  }

  /**
   * Continues the session over a new connection: messages that the peer has not received are
   * resent.
   *
   * @throws MalformedMessage when the peer claims to have received what was never sent
   */
  public void resume(long received) {
    lock.lock();
    try {
      acknowledged(received);
      toldAcknowledged = -1;
      rewind();
    } finally {
      lock.unlock();
    }
  }

  /** Drops all messages; returns how many there were. */
  public int clear() {
    lock.lock();
    try {
      rewind();
      int count = unsent.size();
      unsent.clear();
      awaiting.clear();
      return count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a new session: all messages are sent again, numbered from 1.
   *
   * @param left messages that are not sent again
   */
  public void restart(Predicate<M> left) {
    lock.lock();
    try {
      rewind();
      remove(left);
      next = 1;
      acknowledging = 0;
      toldAcknowledged = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Removes messages, none of which is under way. */
  private void remove(Predicate<M> left) {
    List<M> before = List.copyOf(unsent);
    unsent.removeIf(left);
    for (Awaiting waiting : List.copyOf(awaiting)) {
      long removed = before.stream().limit(waiting.left).filter(left).count();
      waiting.left -= (int) removed;
      if (waiting.left <= 0) {
        awaiting.remove(waiting);
        waiting.settled.complete(null);
      }
    }
  }

  private void rewind() {
    while (!unacknowledged.isEmpty()) {
      unsent.addFirst(unacknowledged.removeLast());
      next--;
    }
  }

  /**
   * Takes the frames that are due, as JSON texts.
   *
   * @param acknowledgeAlone whether an acknowledgement makes a frame without messages due
   */
  public List<String> take(boolean acknowledgeAlone) {
    List<M> batch = new ArrayList<>();
    long first;
    long acknowledgement;
    lock.lock();
    try {
      first = next;
      while (batch.size() < FRAME_MESSAGES && !unsent.isEmpty()) {
        M message = unsent.remove();
        unacknowledged.add(message);
        batch.add(message);
        next++;
      }
      acknowledgement = acknowledging;
      boolean acknowledges = acknowledgeAlone && acknowledgement > toldAcknowledged;
      if (batch.isEmpty() && !acknowledges && !beating) {
        return List.of();
      }
      beating = false;
      toldAcknowledged = acknowledgement;
    } finally {
      lock.unlock();
    }
    return frames(first, acknowledgement, batch);
  }

  private List<String> frames(long first, long acknowledgement, List<M> batch) {
    List<String> frames = new ArrayList<>(1);
    List<String> texts = new ArrayList<>();
    long start = first;
    int characters = 0;
    for (M message : batch) {
      String text = writer.apply(message);
      if (!texts.isEmpty() && characters + text.length() > FRAME_CHARACTERS) {
        frames.add(Frame.text(start, acknowledgement, texts));
        start += texts.size();
        texts.clear();
        characters = 0;
      }
      texts.add(text);
      characters += text.length();
    }
    frames.add(Frame.text(start, acknowledgement, texts));
    return frames;
  }
}

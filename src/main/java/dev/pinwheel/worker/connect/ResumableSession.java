package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.Frame;
import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.Incoming;
import dev.pinwheel.protocol.MalformedMessage;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker's half of a session, which outlives its sockets: the instance by which the server
 * recognizes it, the message numbers, and the messages that the server has not acknowledged.
 * Confined to the thread that maintains the connection, except for {@link #receive}, which only the
 * thread that reads the current socket calls.
 */
final class ResumableSession {

  private final WorkerMessage.Hello hello;
  private final MessageSender sender;
  private final Outgoing<WorkerMessage> outgoing;
  private volatile Incoming incoming = new Incoming();

  /** What the server calls it; null until the server has opened it. */
  private @Nullable String id;

  /** Of the server's database when it opened the session. */
  private @Nullable String incarnation;

  ResumableSession(WorkerMessage.Hello hello, MessageSender sender) {
    this.hello = hello;
    this.sender = sender;
    this.outgoing = sender.outgoing();
  }

  /** A session of the same worker that the server does not know yet. */
  ResumableSession successor() {
    return new ResumableSession(hello(UUID.randomUUID().toString(), List.of()), sender);
  }

  private WorkerMessage.Hello hello(String instance, List<String> executions) {
    return new WorkerMessage.Hello(
        hello.protocolVersion(),
        hello.worker(),
        hello.workspace(),
        hello.codeVersion(),
        hello.concurrency(),
        hello.modules(),
        instance,
        executions);
  }

  String worker() {
    return hello.worker();
  }

  /** Whether the server has opened it, so that a further socket resumes it. */
  boolean isOpen() {
    return id != null;
  }

  @Override
  public String toString() {
    return String.valueOf(id);
  }

  /**
   * The first text of a socket. What it says to have received is looked at first, then what runs
   * here, then what has ended: an execution whose order was received is in one of them.
   *
   * @param running lists executions that run here
   */
  FromWorker.Opening opening(Supplier<Collection<String>> running) {
    long received = incoming.received();
    List<String> held = new ArrayList<>(running.get());
    for (WorkerMessage message : outgoing.list()) {
      switch (message) {
        case WorkerMessage.Complete complete -> held.add(complete.execution());
        case WorkerMessage.Fail fail -> held.add(fail.execution());
        default -> {}
      }
    }
    return new FromWorker.Opening(
        hello(hello.instance(), held.stream().distinct().toList()), received);
  }

  /**
   * Whether the server has ended this session and opened another for the same instance, maybe on a
   * database that was restored (N7).
   */
  boolean isReplacedBy(FromServer.Opened answer) {
    return id != null && !(answer.session().equals(id) && answer.incarnation().equals(incarnation));
  }

  /**
   * Adopts the server's answer to a hello. What the server has not received is sent again.
   *
   * @return whether the numbers of messages continue; otherwise both sides begin at 1
   * @throws ConnectFailed when the server claims to have received what was never sent
   */
  boolean opened(FromServer.Opened answer) throws ConnectFailed {
    boolean continues = id != null && answer.continued() && !isReplacedBy(answer);
    if (continues) {
      try {
        outgoing.resume(answer.received());
      } catch (MalformedMessage e) {
        throw ConnectFailed.refused(e.getMessage());
      }
    } else {
      incoming = new Incoming();
      sender.restart(answer.logged());
    }
    id = answer.session();
    incarnation = answer.incarnation();
    return continues;
  }

  /**
   * Delivers the messages of a frame that were not delivered before.
   *
   * @throws MalformedMessage when the numbers in the frame cannot be right
   */
  void receive(Frame<ServerMessage> frame, Consumer<ServerMessage> listener) {
    outgoing.acknowledged(frame.acknowledged());
    Incoming reading = incoming;
    reading.take(
        frame,
        message -> {
          if (message instanceof ServerMessage.Logged logged) {
            sender.logged(logged.upTo());
          } else {
            listener.accept(message);
          }
        });
    outgoing.acknowledge(reading.received());
  }
}

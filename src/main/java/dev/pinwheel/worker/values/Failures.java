package dev.pinwheel.worker.values;

import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.sdk.CallRefused;
import dev.pinwheel.sdk.ExecutionFailed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns an exception of user code into the failure that the server records. */
public final class Failures {

  private static final int MAX_FRAMES = 100;
  private static final int MAX_CAUSES = 8;
  private static final int MAX_MESSAGE = 16_384;

  /** Frames of these packages are how the call was made, which does not help its author. */
  private static final List<String> MACHINERY =
      List.of(
          "dev.pinwheel.worker.",
          "dev.pinwheel.sdk.",
          "net.bytebuddy.",
          "jdk.internal.",
          "java.lang.reflect.",
          "java.lang.invoke.",
          "java.lang.VirtualThread",
          "java.lang.Thread.run");

  private Failures() {}

  public static WireFailure of(Throwable thrown) {
    return of(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** A failure that was not caused by an exception of user code. */
  public static WireFailure of(String type, @Nullable String message) {
    return new WireFailure(type, cut(message), List.of(), null);
  }

  private static WireFailure of(Throwable thrown, Set<Throwable> seen) {
    seen.add(thrown);
    Throwable cause = thrown.getCause();
    WireFailure causeFailure =
        cause == null || seen.contains(cause) || seen.size() > MAX_CAUSES ? null : of(cause, seen);
    if (thrown instanceof ExecutionFailed failed && thrown.getClass() == ExecutionFailed.class) {
      return new WireFailure(
          failed.type(), failed.originalMessage(), failed.frames(), causeFailure);
    }
    String type =
        thrown instanceof CallRefused refused ? refused.type() : thrown.getClass().getName();
    return new WireFailure(type, cut(thrown.getMessage()), frames(thrown), causeFailure);
  }

  private static List<String> frames(Throwable thrown) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frames.size() == MAX_FRAMES) {
        frames.add("…");
        break;
      }
      String name = frame.getClassName() + "." + frame.getMethodName();
      if (MACHINERY.stream().noneMatch(name::startsWith) && !name.contains("$Pinwheel$")) {
        frames.add(frame.toString());
      }
    }
    return frames;
  }

  private static String cut(@Nullable String message) {
    if (message == null) {
      return "";
    }
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
  }
}

package dev.pinwheel.faults;

import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.worker.spring.EnablePinwheelWorker;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The process of a worker in a Spring application. */
@EnablePinwheelWorker
@Import(SpringWorkerMain.Echo.class)
public class SpringWorkerMain {

  /** Its module. */
  @Module("echo")
  public static class Echo {
    @Task
    public String say(String text) {
      return text;
    }
  }

  /**
   * @param arguments as {@link WorkerMain} takes them; only address, name and workspace are used
   */
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(SpringWorkerMain.class)
        .web(WebApplicationType.NONE)
        .run(
            "--pinwheel.worker.server=" + arguments[0],
            "--pinwheel.worker.name=" + arguments[1],
            "--pinwheel.worker.workspace=" + arguments[4]);
    System.out.println(TestProcess.MARK + "working");
  }
}

package dev.pinwheel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a command finds around it, so that tests can bring their own.
 *
 * @param directory where it was called
 * @param screen whether people look at {@code out}, and how much room there is
 */
record CliEnvironment(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path directory,
    ZoneId zone,
    Terminal screen) {}

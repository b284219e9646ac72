package dev.pinwheel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * The environment of a command, which tests replace.
 *
 * @param directory the current directory
 * @param variables the environment variables
 * @param screen whether people look at {@code out}, and how much room there is
 */
record CliEnvironment(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> variables,
    Path directory,
    ZoneId zone,
    Terminal screen) {}

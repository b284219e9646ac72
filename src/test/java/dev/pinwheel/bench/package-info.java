/**
 * Benchmarks: programs that measure and print, never tests. {@code ./pinwheel bench} runs them;
 * {@code docs/explanation/performance.md} records what they printed. Start with {@link
 * dev.pinwheel.bench.Bench}.
 */
@NullMarked
package dev.pinwheel.bench;

import org.jspecify.annotations.NullMarked;

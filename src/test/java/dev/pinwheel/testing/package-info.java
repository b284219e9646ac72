/**
 * What tests of the engine stand on: real databases, a clock that tests move, and workers that
 * tests play themselves. Start with {@link dev.pinwheel.testing.EngineFixture}; annotate a test
 * class with {@link dev.pinwheel.testing.EachDatabase} to run it on H2 and on PostgreSQL. After
 * each such test {@link dev.pinwheel.testing.DerivedTables} rebuilds what is derived and compares.
 */
@NullMarked
package dev.pinwheel.testing;

import org.jspecify.annotations.NullMarked;

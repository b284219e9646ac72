/**
 * Runs: the call tree of one (V1), with what is stale in it (T1), and the list of all (V2). Start
 * with {@link dev.pinwheel.query.run.RunTrees}: facts of a run are loaded by a handful of
 * statements, and {@link dev.pinwheel.query.run.CallTreeBuilder} builds the tree from them without
 * SQL. Lists begin with {@link dev.pinwheel.query.run.RunList}.
 */
@NullMarked
package dev.pinwheel.query.run;

import org.jspecify.annotations.NullMarked;

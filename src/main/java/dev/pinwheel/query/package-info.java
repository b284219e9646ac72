/**
 * What people and programs see: read models for the Studio and the API. Every read takes a {@link
 * dev.pinwheel.query.Viewpoint}, so that visibility (W4) cannot be forgotten: rows of workspaces
 * outside the viewpoint's chain are left out in the SQL statement itself. Reads never write. Start
 * with {@link dev.pinwheel.query.ReadModels}, then {@link dev.pinwheel.query.RunTrees}: facts of a
 * run are loaded by a handful of statements, and the tree is built from them without SQL.
 */
@NullMarked
package dev.pinwheel.query;

import org.jspecify.annotations.NullMarked;

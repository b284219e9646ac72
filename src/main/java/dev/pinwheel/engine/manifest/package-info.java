/**
 * What targets declare and which options count for a call. Start with {@link
 * dev.pinwheel.engine.manifest.Manifests}, which finds the manifest of a module through the chain
 * of a workspace (W6), then {@link dev.pinwheel.engine.manifest.OptionsResolver} (M2).
 */
@NullMarked
package dev.pinwheel.engine.manifest;

import org.jspecify.annotations.NullMarked;

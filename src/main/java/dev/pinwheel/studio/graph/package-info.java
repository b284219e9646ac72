/**
 * The run graph: what the browser draws ({@link dev.pinwheel.studio.graph.GraphNode}, {@link
 * dev.pinwheel.studio.graph.GraphEdge}), where it stands ({@link
 * dev.pinwheel.studio.graph.GraphLayout}), and the component that shows it. Start reading at {@link
 * dev.pinwheel.studio.graph.RunGraph}.
 */
@NullMarked
package dev.pinwheel.studio.graph;

import org.jspecify.annotations.NullMarked;

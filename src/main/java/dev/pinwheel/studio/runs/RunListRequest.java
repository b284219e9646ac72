package dev.pinwheel.studio.runs;

import dev.pinwheel.query.RunFilter;
import dev.pinwheel.query.Viewpoint;

/** The filter of the list and its viewpoint. */
record RunListRequest(Viewpoint viewpoint, RunFilter filter) {}

package dev.pinwheel.studio.runs;

import dev.pinwheel.query.RunFilter;
import dev.pinwheel.query.Viewpoint;

/** Which runs are listed, and seen from where. */
record RunListRequest(Viewpoint viewpoint, RunFilter filter) {}

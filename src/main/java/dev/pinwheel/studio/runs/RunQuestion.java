package dev.pinwheel.studio.runs;

import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.view.Viewpoint;

/** Which runs are listed, and seen from where. */
record RunQuestion(Viewpoint viewpoint, RunFilter filter) {}

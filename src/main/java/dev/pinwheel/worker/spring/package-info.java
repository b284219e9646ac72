/**
 * Runs modules that are Spring beans as a worker. Start reading at {@link
 * dev.pinwheel.worker.spring.EnablePinwheelWorker}. An artifact of its own, so that the SDK needs
 * no Spring.
 */
@NullMarked
package dev.pinwheel.worker.spring;

import org.jspecify.annotations.NullMarked;

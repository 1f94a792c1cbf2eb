/**
 * The health of the servers, each on its own: up while it accepts, out of service while
 * it is paused or drains, down when it does not run, or while one of its event loops has
 * died and is not replaced yet. The event loops have a health of their own: a stall is a
 * detail of it, unless the application sets a threshold.
 */
@NullMarked
package dev.leat.autoconfigure.health;

import org.jspecify.annotations.NullMarked;

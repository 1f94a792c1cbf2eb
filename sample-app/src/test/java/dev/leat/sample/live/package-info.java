/**
 * Tests of the live page, in a real browser.
 */
@NullMarked
package dev.leat.sample.live;

import org.jspecify.annotations.NullMarked;

/**
 * Tests of the sample as a whole.
 */
@NullMarked
package dev.leat.sample;

import org.jspecify.annotations.NullMarked;

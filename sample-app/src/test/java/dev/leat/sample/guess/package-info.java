/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.leat.sample.guess;

import org.jspecify.annotations.NullMarked;

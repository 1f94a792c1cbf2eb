/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.leat.sample.certificates;

import org.jspecify.annotations.NullMarked;

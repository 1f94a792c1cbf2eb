/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.leat.sample.keyvalue;

import org.jspecify.annotations.NullMarked;

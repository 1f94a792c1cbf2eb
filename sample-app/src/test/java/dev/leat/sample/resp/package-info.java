/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.leat.sample.resp;

import org.jspecify.annotations.NullMarked;

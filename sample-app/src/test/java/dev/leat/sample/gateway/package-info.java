/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.leat.sample.gateway;

import org.jspecify.annotations.NullMarked;

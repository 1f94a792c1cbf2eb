/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.leat.sample.echo;

import org.jspecify.annotations.NullMarked;

/**
 * What README.md shows, as code that runs. Outside the packages of the sample, so that
 * its component scan does not find it.
 */
@NullMarked
package dev.leat.readme;

import org.jspecify.annotations.NullMarked;

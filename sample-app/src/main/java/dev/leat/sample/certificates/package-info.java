/**
 * The certificates of the sample, made when it starts: no key stands in its sources, and
 * none is of use to another run.
 */
@NullMarked
package dev.leat.sample.certificates;

import org.jspecify.annotations.NullMarked;

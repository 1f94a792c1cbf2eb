/**
 * What README.md and the pages in docs say, tried: their code compiles, their properties
 * exist and have values that can be bound, their commands run, their links lead
 * somewhere. Outside the packages of the sample, so that its component scan does not find
 * it.
 */
@NullMarked
package dev.leat.docs;

import org.jspecify.annotations.NullMarked;

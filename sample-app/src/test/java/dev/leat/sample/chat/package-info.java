/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.leat.sample.chat;

import org.jspecify.annotations.NullMarked;

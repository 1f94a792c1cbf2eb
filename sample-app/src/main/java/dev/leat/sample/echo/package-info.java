/**
 * The smallest server: it sends back what it receives.
 */
@NullMarked
package dev.leat.sample.echo;

import org.jspecify.annotations.NullMarked;

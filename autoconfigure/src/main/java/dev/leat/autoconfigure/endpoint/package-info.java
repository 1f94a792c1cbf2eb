/**
 * The actuator endpoint {@code leat}: what the servers, their loops and their connections
 * do now, what has ended badly of late, and the two things that an operator may do about
 * it.
 */
@NullMarked
package dev.leat.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;

/**
 * The sample application: three TCP servers, one for each handler bean, in one Spring
 * Boot application with the actuator.
 */
@NullMarked
package dev.leat.sample;

import org.jspecify.annotations.NullMarked;

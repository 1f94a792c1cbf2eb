/**
 * The sample application: six TCP servers, a package for each handler, in one Spring Boot
 * application with a REST controller and the actuator.
 */
@NullMarked
package dev.leat.sample;

import org.jspecify.annotations.NullMarked;

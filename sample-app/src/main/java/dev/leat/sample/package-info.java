/**
 * The sample application: four TCP servers, one for each handler bean, in one Spring Boot
 * application with the actuator.
 */
@NullMarked
package dev.leat.sample;

import org.jspecify.annotations.NullMarked;

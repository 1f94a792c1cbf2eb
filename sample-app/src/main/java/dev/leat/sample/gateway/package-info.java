/**
 * A gateway for devices, which show a certificate and speak frames behind their length:
 * what they measure goes into a database, and commands come to them from a REST
 * controller.
 */
@NullMarked
package dev.leat.sample.gateway;

import org.jspecify.annotations.NullMarked;

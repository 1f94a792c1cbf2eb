/**
 * Leat in Spring Boot: the properties {@code leat.*}, one server per handler bean, and
 * their life within the application context. An application sees its servers through
 * {@link dev.leat.autoconfigure.LeatServers}, changes what the properties cannot say with
 * customizers, and hears of starts and stops as events; everything else is internal.
 */
@NullMarked
package dev.leat.autoconfigure;

import org.jspecify.annotations.NullMarked;

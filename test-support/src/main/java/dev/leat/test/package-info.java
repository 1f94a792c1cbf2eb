/**
 * Tests of applications with Leat servers: every server of a {@code @SpringBootTest} gets
 * a free port, {@link dev.leat.test.LocalLeatPort} says which, and
 * {@link dev.leat.test.TestClient} talks to it. {@link dev.leat.test.TestConnection}
 * drives a handler without a socket, with the engine itself and a clock that the test
 * moves.
 */
@NullMarked
package dev.leat.test;

import org.jspecify.annotations.NullMarked;

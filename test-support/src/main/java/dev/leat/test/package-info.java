/**
 * Tests of applications with Leat servers: every server of a {@code @SpringBootTest} gets
 * a free port, {@link dev.leat.test.LocalLeatPort} says which, and
 * {@link dev.leat.test.TestClient} talks to it.
 */
@NullMarked
package dev.leat.test;

import org.jspecify.annotations.NullMarked;

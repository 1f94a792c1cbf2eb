package dev.leat.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Value;

/**
 * Injects the port on which a server listens, into a field or a parameter of a test class
 * or of a bean that is created after the servers were started. Injection fails if there
 * is no such server, or if it does not listen.
 *
 * <pre>
 * &#64;SpringBootTest
 * class EchoTests {
 *
 *     &#64;LocalLeatPort
 *     int port;
 *
 * }
 * </pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Value("${local.leat.port}")
public @interface LocalLeatPort {

	/**
	 * The name of the server.
	 * @return the name; may be left out where there is one server only
	 */
	String value() default "";

}

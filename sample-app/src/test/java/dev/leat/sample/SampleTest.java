package dev.leat.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * Runs the whole application, on free ports; the tests share it. Small socket buffers
 * bring a peer who does not read to the limits sooner.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "leat.server.socket.send-buffer=16KB", "spring.main.banner-mode=off" })
public @interface SampleTest {

}

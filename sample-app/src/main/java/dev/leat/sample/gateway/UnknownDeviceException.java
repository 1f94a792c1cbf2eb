package dev.leat.sample.gateway;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * No device of that name is connected.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
class UnknownDeviceException extends RuntimeException {

	UnknownDeviceException(String name) {
		super("No device '" + name + "' is connected");
	}

}

package dev.leat.sample.gateway;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the devices to those who look after them, and passes commands on.
 */
@RestController
class DeviceController {

	private static final int SHOWN = 20;

	private final Devices devices;

	private final Readings readings;

	DeviceController(Devices devices, Readings readings) {
		this.devices = devices;
		this.readings = readings;
	}

	@GetMapping("/devices")
	SortedSet<String> devices() {
		return this.devices.names();
	}

	@GetMapping("/devices/{name}/readings")
	List<StoredReading> readings(@PathVariable String name) {
		return this.readings.newest(name, SHOWN);
	}

	@PostMapping("/devices/{name}/commands")
	@ResponseStatus(HttpStatus.ACCEPTED)
	CompletableFuture<Void> command(@PathVariable String name, @RequestBody Command command) {
		return this.devices.send(name, command).thenAccept((bytes) -> {
		});
	}

	@PostMapping("/devices/commands")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void commandToAll(@RequestBody Command command) {
		this.devices.sendToAll(command);
	}

	/** The device has left while the command was on its way. */
	@ExceptionHandler
	@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
	void left(IOException failure) {
	}

}

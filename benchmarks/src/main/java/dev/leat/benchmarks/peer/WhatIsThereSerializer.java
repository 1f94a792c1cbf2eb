package dev.leat.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

import org.springframework.integration.ip.tcp.serializer.AbstractByteArraySerializer;
import org.springframework.integration.ip.tcp.serializer.SoftEndOfStreamException;

/**
 * Makes a message of whatever bytes are there.
 */
final class WhatIsThereSerializer extends AbstractByteArraySerializer {

	private static final int MOST = 64 * 1024;

	@Override
	public byte[] deserialize(InputStream in) throws IOException {
		byte[] bytes = new byte[Math.max(1, Math.min(MOST, in.available()))];
		int count = in.read(bytes);
		if (count < 0) {
			throw new SoftEndOfStreamException("The client has gone");
		}
		return Arrays.copyOf(bytes, count);
	}

	@Override
	public void serialize(byte[] bytes, OutputStream out) throws IOException {
		out.write(bytes);
	}

}

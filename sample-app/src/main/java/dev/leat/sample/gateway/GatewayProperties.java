package dev.leat.sample.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the gateway.
 *
 * @param keptReadings how many readings to keep; older ones are deleted
 */
@ConfigurationProperties("sample.gateway")
record GatewayProperties(@DefaultValue("100000") int keptReadings) {

}

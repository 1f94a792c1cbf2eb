package dev.leat.sample.keyvalue;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the key-value store.
 *
 * @param maxMemory what keys and values may occupy; commands that need more are refused
 */
@ConfigurationProperties("sample.keyvalue")
record KeyValueProperties(@DefaultValue("64MB") DataSize maxMemory) {

}

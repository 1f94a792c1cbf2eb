/**
 * The Redis serialization protocol, version 2, from the server's side: a
 * {@link dev.leat.sample.resp.RespDecoder} cuts bytes into requests, a
 * {@link dev.leat.sample.resp.ReplyEncoder} writes replies. It knows no command.
 */
@NullMarked
package dev.leat.sample.resp;

import org.jspecify.annotations.NullMarked;

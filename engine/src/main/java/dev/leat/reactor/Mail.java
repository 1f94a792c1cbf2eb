package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * Something asked of the owner of a {@link Mailbox}; in one mailbox at a time.
 */
abstract class Mail {

	/** What stands behind it, for the mailbox to write. */
	@Nullable Mail next;

	/** Does what is asked. On the owner's thread; must not throw. */
	abstract void open();

}

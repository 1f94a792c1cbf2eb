package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Mail from any thread, opened by one, in order and once.
 */
class MailboxTests {

	private final Mailbox box = new Mailbox();

	private final List<String> opened = new ArrayList<>();

	private Mail mail(String text) {
		return mail(() -> this.opened.add(text));
	}

	private static Mail mail(Runnable what) {
		return new Mail() {
			@Override
			void open() {
				what.run();
			}
		};
	}

	@Test
	@DisplayName("W6 mail is opened once, in the order it came")
	void order() {
		for (int i = 0; i < 5; i++) {
			this.box.put(mail("" + i));
		}
		this.box.openAll();
		this.box.openAll();
		assertThat(this.opened).containsExactly("0", "1", "2", "3", "4");
	}

	@Test
	@DisplayName("W3 only the first mail has its sender call the owner, and again the first after the box was emptied")
	void firstCalls() {
		assertThat(this.box.isEmpty()).isTrue();
		assertThat(this.box.put(mail("a"))).isEqualTo(Mailbox.Put.FIRST);
		assertThat(this.box.put(mail("b"))).isEqualTo(Mailbox.Put.BEHIND);
		assertThat(this.box.isEmpty()).isFalse();
		this.box.openAll();
		assertThat(this.box.isEmpty()).isTrue();
		assertThat(this.box.put(mail("c"))).isEqualTo(Mailbox.Put.FIRST);
	}

	@Test
	@DisplayName("W6 mail that opening mail puts in waits for the next call, and may be the same mail again")
	void mailFromMail() {
		Mail[] again = new Mail[1];
		again[0] = mail(() -> {
			this.opened.add("again");
			assertThat(this.box.put(again[0])).isEqualTo(Mailbox.Put.FIRST);
		});
		this.box.put(again[0]);
		this.box.openAll();
		assertThat(this.opened).hasSize(1);
		this.box.openAll();
		assertThat(this.opened).hasSize(2);
	}

	@Test
	@DisplayName("S3-31 a box that closes opens what it has and refuses what comes later")
	void close() {
		this.box.put(mail("in time"));
		this.box.seal();
		assertThat(this.opened).containsExactly("in time");
		assertThat(this.box.put(mail("late"))).isEqualTo(Mailbox.Put.REFUSED);
		assertThat(this.opened).containsExactly("in time");
	}

	@Test
	@DisplayName("S3-31 refused mail may be put into another box")
	void refusedMailIsFree() {
		Mail mail = mail("moved");
		this.box.seal();
		this.box.put(mail);
		Mailbox other = new Mailbox();
		assertThat(other.put(mail)).isEqualTo(Mailbox.Put.FIRST);
		other.openAll();
		assertThat(this.opened).containsExactly("moved");
	}

	@Test
	@DisplayName("W6 mail behind one that throws is not lost: the next call or the closing opens it")
	void throwingMail() {
		this.box.put(mail("a"));
		this.box.put(mail(() -> {
			throw new IllegalStateException("b");
		}));
		this.box.put(mail("c"));
		assertThatIllegalStateException().isThrownBy(this.box::openAll).withMessage("b");
		this.box.put(mail("d"));
		this.box.seal();
		assertThat(this.opened).containsExactly("a", "c", "d");
	}

	@Test
	@DisplayName("FE13 S1-12 S3-15 X16 mail of four threads: none lost, none twice, each thread's in its order")
	void manyThreads() throws Exception {
		int threads = 4;
		int each = 50_000;
		int[] next = new int[threads];
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(threads);
		for (int t = 0; t < threads; t++) {
			int sender = t;
			new Thread(() -> {
				for (int i = 0; i < each; i++) {
					int number = i;
					if (this.box
						.put(mail(() -> next[sender] += (next[sender] == number) ? 1 : 0)) == Mailbox.Put.FIRST) {
						calls.incrementAndGet();
					}
				}
				done.countDown();
			}).start();
		}
		int opens = 0;
		while (done.getCount() > 0) {
			if (!this.box.isEmpty()) {
				this.box.openAll();
				opens++;
			}
		}
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
		opens += this.box.isEmpty() ? 0 : 1;
		this.box.openAll();
		assertThat(next).containsOnly(each);
		assertThat(calls).hasValue(opens);
	}

	@Test
	@DisplayName("FE13 S3-31 while a box closes every mail is either opened or refused")
	void closeUnderFire() throws Exception {
		int sent = 100_000;
		AtomicInteger refused = new AtomicInteger();
		AtomicInteger done = new AtomicInteger();
		CountDownLatch halfWay = new CountDownLatch(1);
		Thread sender = new Thread(() -> {
			for (int i = 0; i < sent; i++) {
				if (this.box.put(mail(done::incrementAndGet)) == Mailbox.Put.REFUSED) {
					refused.incrementAndGet();
				}
				if (i == sent / 2) {
					halfWay.countDown();
				}
			}
		});
		sender.start();
		assertThat(halfWay.await(30, TimeUnit.SECONDS)).isTrue();
		this.box.seal();
		sender.join();
		assertThat(done.get()).isGreaterThan(sent / 2);
		assertThat(done.get() + refused.get()).isEqualTo(sent);
	}

}

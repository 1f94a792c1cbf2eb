import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Drives the running sample application over plain sockets, as a client that shares no
 * code with it. Prints one line for each thing that it tried, and ends with 1 if one of
 * them went wrong.
 *
 * <pre>java .ci/DriveSample.java KEYVALUE_PORT ECHO_PORT CHAT_PORT GUESS_PORT HTTP_PORT \
 *     ECHO_TLS_PORT GATEWAY_PORT FOLDER_OF_CERTIFICATES</pre>
 */
public class DriveSample {

	private static final int TIMEOUT_MILLIS = 10_000;

	private static int failed;

	public static void main(String[] args) {
		int keyvalue = Integer.parseInt(args[0]);
		int echo = Integer.parseInt(args[1]);
		int chat = Integer.parseInt(args[2]);
		int guess = Integer.parseInt(args[3]);
		int http = Integer.parseInt(args[4]);
		int echoTls = Integer.parseInt(args[5]);
		int gateway = Integer.parseInt(args[6]);
		Path certificates = Path.of(args[7]);
		check("keyvalue: commands answer as Redis does", () -> commands(keyvalue));
		check("keyvalue: values of any bytes", () -> binaryValue(keyvalue));
		check("keyvalue: a command cut into single bytes", () -> singleBytes(keyvalue));
		check("keyvalue: 1000 commands in one piece are answered in order", () -> pipeline(keyvalue));
		check("keyvalue: inline commands", () -> inline(keyvalue));
		check("keyvalue: wrong commands answer an error and the connection stays", () -> errors(keyvalue));
		check("keyvalue: a broken frame answers an error and ends the connection", () -> brokenFrame(keyvalue));
		check("keyvalue: QUIT says goodbye", () -> quit(keyvalue));
		check("echo: 4 MiB come back whole and in order", () -> echo(echo));
		check("echo: the end of the input is answered with the end of the output", () -> halfClose(echo));
		check("chat: who joins, speaks and leaves is heard by the other", () -> chat(chat));
		check("guess: the number is found with seven guesses", () -> guess(guess));
		check("echo-tls: 4 MiB come back whole and in order", () -> echoTls(echoTls, certificates));
		check("gateway: readings are stored and commands arrive", () -> gateway(gateway, http, certificates));
		check("gateway: a device without a certificate is turned away", () -> stranger(gateway, certificates));
		check("actuator: health is up", () -> health(http));
		check("actuator: prometheus shows every server", () -> prometheus(http));
		System.exit((failed == 0) ? 0 : 1);
	}

	private static void commands(int port) throws IOException {
		try (Client client = new Client(port)) {
			client.says(command("FLUSHALL"), "+OK\r\n");
			client.says(command("PING"), "+PONG\r\n");
			client.says(command("ping", "hi"), "$2\r\nhi\r\n");
			client.says(command("ECHO", "hello"), "$5\r\nhello\r\n");
			client.says(command("SET", "a", "1"), "+OK\r\n");
			client.says(command("SET", "a", "2", "NX"), "$-1\r\n");
			client.says(command("SET", "b", "2", "XX"), "$-1\r\n");
			client.says(command("GET", "a"), "$1\r\n1\r\n");
			client.says(command("GET", "none"), "$-1\r\n");
			client.says(command("INCR", "a"), ":2\r\n");
			client.says(command("INCRBY", "a", "40"), ":42\r\n");
			client.says(command("DECR", "a"), ":41\r\n");
			client.says(command("APPEND", "a", "!"), ":3\r\n");
			client.says(command("STRLEN", "a"), ":3\r\n");
			client.says(command("MSET", "k1", "x", "k2", "y"), "+OK\r\n");
			client.says(command("MGET", "k1", "k2", "none"), "*3\r\n$1\r\nx\r\n$1\r\ny\r\n$-1\r\n");
			client.says(command("EXISTS", "k1", "k1", "none"), ":2\r\n");
			client.says(command("TTL", "k1"), ":-1\r\n");
			client.says(command("TTL", "none"), ":-2\r\n");
			client.says(command("EXPIRE", "k1", "100"), ":1\r\n");
			client.says(command("TTL", "k1"), ":100\r\n");
			client.says(command("PERSIST", "k1"), ":1\r\n");
			client.says(command("DBSIZE"), ":3\r\n");
			client.says(command("DEL", "k1", "k2", "none"), ":2\r\n");
			client.says(command("KEYS", "*"), "*1\r\n$1\r\na\r\n");
			client.says(command("SELECT", "0"), "+OK\r\n");
		}
	}

	private static void binaryValue(int port) throws IOException {
		try (Client client = new Client(port)) {
			String value = "\r\n\0$3\r\n\u00ff\u0080";
			client.says(command("SET", "binary", value), "+OK\r\n");
			client.says(command("GET", "binary"), "$" + value.length() + "\r\n" + value + "\r\n");
		}
	}

	private static void singleBytes(int port) throws IOException {
		try (Client client = new Client(port)) {
			for (char one : command("ECHO", "slow").toCharArray()) {
				client.sends(String.valueOf(one));
			}
			client.hears("$4\r\nslow\r\n");
		}
	}

	private static void pipeline(int port) throws IOException {
		try (Client client = new Client(port)) {
			StringBuilder commands = new StringBuilder();
			StringBuilder answers = new StringBuilder();
			for (int i = 1; i <= 1000; i++) {
				commands.append(command("ECHO", "n" + i));
				answers.append('$').append(("n" + i).length()).append("\r\nn").append(i).append("\r\n");
			}
			client.says(commands.toString(), answers.toString());
		}
	}

	private static void inline(int port) throws IOException {
		try (Client client = new Client(port)) {
			client.says("PING\r\n", "+PONG\r\n");
			client.says("SET inline value\r\n", "+OK\r\n");
			client.says("GET inline\n", "$5\r\nvalue\r\n");
		}
	}

	private static void errors(int port) throws IOException {
		try (Client client = new Client(port)) {
			client.says(command("NOSUCH", "x"), "-ERR unknown command 'NOSUCH'");
			client.hearsLine();
			client.says(command("GET"), "-ERR wrong number of arguments for 'get' command\r\n");
			client.says(command("SET", "text", "abc"), "+OK\r\n");
			client.says(command("INCR", "text"), "-ERR value is not an integer or out of range\r\n");
			client.says(command("PING"), "+PONG\r\n");
		}
	}

	private static void brokenFrame(int port) throws IOException {
		try (Client client = new Client(port)) {
			client.says("*1\r\n:5\r\n", "-ERR Protocol error: expected '$', got ':'\r\n");
			client.hearsEnd();
		}
	}

	private static void quit(int port) throws IOException {
		try (Client client = new Client(port)) {
			client.says(command("QUIT"), "+OK\r\n");
			client.hearsEnd();
		}
	}

	private static void echo(int port) throws IOException {
		try (Client client = new Client(port)) {
			echo(client);
		}
	}

	private static void echoTls(int port, Path certificates) throws Exception {
		try (Client client = new Client(Tls.trusting(certificates), port)) {
			echo(client);
		}
	}

	private static void echo(Client client) throws IOException {
		byte[] bytes = new byte[4 * 1024 * 1024];
		new Random(1).nextBytes(bytes);
		CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> client.sends(bytes));
		expect(Arrays.equals(client.read(bytes.length), bytes), "other bytes came back");
		sent.join();
	}

	private static void gateway(int port, int http, Path certificates) throws Exception {
		try (Client one = new Client(Tls.device("device-1", certificates), port);
				Client two = new Client(Tls.device("device-2", certificates), port)) {
			one.says(frame("temperature 21.5"), frame("stored"));
			two.says(frame("temperature -3"), frame("stored"));
			String readings = get(http, "/devices/device-1/readings");
			expect(readings.contains("\"measured\":21.5"), readings);
			String command = "{\"text\": \"restart\"}";
			expect(post(http, "/devices/device-2/commands", command) == 202, "the command was not accepted");
			two.hears(frame("command restart"));
			expect(post(http, "/devices/commands", command) == 202, "the command to all was not accepted");
			one.hears(frame("command restart"));
			two.hears(frame("command restart"));
			expect(post(http, "/devices/nobody/commands", command) == 404, "a device that is not there was found");
		}
	}

	private static void stranger(int port, Path certificates) throws Exception {
		try (Client client = new Client(Tls.trusting(certificates), port)) {
			client.says(frame("temperature 21.5"), frame("stored"));
		}
		catch (IOException | AssertionError expected) {
			return;
		}
		throw new AssertionError("its reading was stored");
	}

	/** Text behind its length in two bytes. */
	private static String frame(String text) {
		return (char) (text.length() >> 8) + String.valueOf((char) (text.length() & 0xFF)) + text;
	}

	private static void halfClose(int port) throws IOException {
		try (Client client = new Client(port)) {
			client.sends("last words");
			client.socket.shutdownOutput();
			client.hears("last words");
			client.hearsEnd();
		}
	}

	private static void chat(int port) throws IOException {
		try (Client first = new Client(port)) {
			first.hearsLineWith("joined");
			try (Client second = new Client(port)) {
				first.hearsLineWith("joined");
				second.sends("good evening\n");
				first.hearsLineWith("good evening");
				first.sends("good morning\n");
				second.hearsLineWith("good morning");
			}
			first.hearsLineWith("left");
		}
	}

	private static void guess(int port) throws IOException {
		try (Client client = new Client(port)) {
			client.hearsLineWith("from 1 to 100");
			int low = 1;
			int high = 100;
			String answer = "";
			for (int guesses = 0; guesses < 7 && !answer.startsWith("Right"); guesses++) {
				int middle = (low + high) / 2;
				client.sends(middle + "\n");
				answer = client.hearsLine();
				low = answer.contains("higher") ? middle + 1 : low;
				high = answer.contains("lower") ? middle - 1 : high;
			}
			expect(answer.startsWith("Right"), "last answer: " + answer);
			client.hearsEnd();
		}
	}

	private static void health(int port) throws Exception {
		String health = get(port, "/actuator/health");
		expect(health.startsWith("{") && health.contains("\"status\":\"UP\""), health);
	}

	private static void prometheus(int port) throws Exception {
		String meters = get(port, "/actuator/prometheus");
		for (String server : new String[] { "keyvalue", "echo", "echo-tls", "chat", "guess", "gateway" }) {
			String accepted = "leat_server_connections_accepted_total";
			double value = meters.lines()
				.filter((line) -> line.startsWith(accepted) && line.contains("server=\"" + server + "\""))
				.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
				.findFirst()
				.orElseThrow(() -> new AssertionError("no line " + accepted + " of " + server));
			expect(value > 0, accepted + " of " + server + ": " + value);
		}
	}

	private static String get(int port, String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofMillis(TIMEOUT_MILLIS))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.ofString());
		expect(response.statusCode() == 200, path + " answered " + response.statusCode() + ": " + response.body());
		return response.body();
	}

	private static int post(int port, String path, String json) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofMillis(TIMEOUT_MILLIS))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	/** A command as clients of Redis send it: an array of bulk strings. */
	private static String command(String... words) {
		StringBuilder frame = new StringBuilder("*" + words.length + "\r\n");
		for (String word : words) {
			frame.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
		}
		return frame.toString();
	}

	private static void check(String title, Attempt attempt) {
		try {
			attempt.run();
			System.out.println("ok " + title);
		}
		catch (Exception | AssertionError ex) {
			failed++;
			System.out.println("not ok " + title + ": " + ex);
		}
	}

	private static void expect(boolean condition, String otherwise) {
		if (!condition) {
			throw new AssertionError(otherwise);
		}
	}

	private interface Attempt {

		void run() throws Exception;

	}

	/** A blocking client; it gives up on what does not come in time. */
	private static final class Client implements AutoCloseable {

		private final Socket socket;

		Client(int port) throws IOException {
			this(SocketFactory.getDefault(), port);
		}

		Client(SocketFactory sockets, int port) throws IOException {
			this.socket = sockets.createSocket(InetAddress.getByName("127.0.0.1"), port);
			this.socket.setSoTimeout(TIMEOUT_MILLIS);
			this.socket.setTcpNoDelay(true);
		}

		void says(String request, String answer) throws IOException {
			sends(request);
			hears(answer);
		}

		void sends(String text) {
			sends(text.getBytes(ISO_8859_1));
		}

		void sends(byte[] bytes) {
			try {
				this.socket.getOutputStream().write(bytes);
			}
			catch (IOException ex) {
				throw new AssertionError("cannot send", ex);
			}
		}

		void hears(String expected) throws IOException {
			String heard = new String(read(expected.length()), ISO_8859_1);
			expect(heard.equals(expected), "expected " + shown(expected) + " and heard " + shown(heard));
		}

		String hearsLine() throws IOException {
			InputStream in = this.socket.getInputStream();
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			for (int one = in.read(); one != '\n'; one = in.read()) {
				expect(one >= 0, "the connection ended");
				line.write(one);
			}
			return line.toString(ISO_8859_1);
		}

		void hearsLineWith(String text) throws IOException {
			String line = hearsLine();
			while (!line.contains(text)) {
				line = hearsLine();
			}
		}

		void hearsEnd() throws IOException {
			int next = this.socket.getInputStream().read();
			expect(next < 0, "expected the end and heard " + next);
		}

		byte[] read(int count) throws IOException {
			return this.socket.getInputStream().readNBytes(count);
		}

		private static String shown(String text) {
			return "\"" + text.replace("\r", "\\r").replace("\n", "\\n") + "\"";
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	/** Sockets over TLS, with the files that the sample has written. */
	private static final class Tls {

		static SocketFactory trusting(Path folder) throws Exception {
			return factory(folder, null);
		}

		static SocketFactory device(String name, Path folder) throws Exception {
			KeyStore own = empty();
			own.setKeyEntry(name, key(folder.resolve(name + ".key")), new char[0],
					new Certificate[] { certificate(folder.resolve(name + ".crt")) });
			return factory(folder, own);
		}

		private static SocketFactory factory(Path folder, KeyStore own) throws Exception {
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(own, new char[0]);
			KeyStore trusted = empty();
			trusted.setCertificateEntry("authority", certificate(folder.resolve("authority.crt")));
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context.getSocketFactory();
		}

		private static KeyStore empty() throws Exception {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			return store;
		}

		private static Certificate certificate(Path file) throws Exception {
			try (InputStream in = Files.newInputStream(file)) {
				return CertificateFactory.getInstance("X.509").generateCertificate(in);
			}
		}

		private static PrivateKey key(Path file) throws Exception {
			String text = Files.readString(file).replaceAll("-----.*-----", "");
			byte[] encoded = Base64.getMimeDecoder().decode(text);
			return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
		}

	}

}

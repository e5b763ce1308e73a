package io.stillhouse.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server and disturbs chosen requests. One connection carries one
 * request.
 */
final class FaultyProxy implements AutoCloseable {
  private static final int STALL_MILLIS = 10_000;

  private final int upstream;
  private final ServerSocket server;
  private final List<Plan> plans = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Forwards to a port of this machine. */
  FaultyProxy(int upstream) throws IOException {
    this.upstream = upstream;
    this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** What is left to be done to requests whose first line matches. */
  private record Plan(Fault fault, String pattern, AtomicInteger times) {

    boolean takes(String request) {
      return request.matches(pattern) && times.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Disturbs the next requests whose first line (method, path, query) matches a pattern. */
  void disturb(Fault fault, int times, String pattern) {
    plans.add(new Plan(fault, pattern, new AtomicInteger(times)));
  }

  /** How many of the planned faults did not happen yet. */
  int outstanding() {
    return plans.stream().mapToInt(plan -> plan.times().get()).sum();
  }

  /** Forgets plans and requests. */
  void calm() {
    plans.clear();
    requests.clear();
  }

  /** The first line of every request so far: method, path, query. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      byte[] request = readRequest(client.getInputStream());
      if (request.length == 0) {
        return;
      }
      String line = new String(request, UTF_8).lines().findFirst().orElse("");
      requests.add(line);
      Fault fault =
          plans.stream().filter(plan -> plan.takes(line)).map(Plan::fault).findFirst().orElse(null);
      answer(client, request, fault);
    } catch (IOException | InterruptedException brokenOff) {
      // The client gave up, or the server did: that is what clients of this proxy must live with.
    }
  }

  private void answer(Socket client, byte[] request, @Nullable Fault fault)
      throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    if (fault == null) {
      out.write(forward(request));
      return;
    }
    switch (fault) {
      case TOO_MANY_REQUESTS -> out.write(refusal(429, "rateLimitExceeded"));
      case UNAVAILABLE -> out.write(refusal(503, "backendError"));
      case FORBIDDEN -> out.write(refusal(403, "forbidden"));
      case RESET -> client.setSoLinger(true, 0);
      case TRUNCATED -> {
        byte[] whole = forward(request);
        out.write(whole, 0, bodyStart(whole) + (whole.length - bodyStart(whole)) / 2);
      }
      case CORRUPTED -> {
        byte[] whole = forward(request);
        whole[whole.length - 1] ^= 1;
        out.write(whole);
      }
      case STALLED -> {
        byte[] whole = forward(request);
        Thread.sleep(STALL_MILLIS);
        out.write(whole);
      }
      case LOST_RESPONSE -> {
        forward(request);
        client.setSoLinger(true, 0);
      }
    }
  }

  private byte[] forward(byte[] request) throws IOException {
    int end = bodyStart(request);
    String head =
        new String(request, 0, end, ISO_8859_1)
            .replaceAll("(?i)\r\n(connection|keep-alive):[^\r]*", "")
            .replaceFirst("\r\n", "\r\nConnection: close\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      out.write(request, end, request.length - end);
      out.flush();
      return socket.getInputStream().readAllBytes();
    }
  }

  private static byte[] refusal(int status, String reason) {
    String body =
        String.format(
            Locale.ROOT,
            "{\"error\": {\"code\": %d, \"message\": \"refused for the test\", \"errors\":"
                + " [{\"reason\": \"%s\", \"message\": \"refused for the test\"}]}}",
            status,
            reason);
    return String.format(
            Locale.ROOT,
            "HTTP/1.1 %d Refused\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                + "Connection: close\r\n\r\n%s",
            status,
            body.length(),
            body)
        .getBytes(UTF_8);
  }

  private static byte[] readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return new byte[0];
      }
      request.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    String head = request.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
    if (head.contains("transfer-encoding: chunked")) {
      readChunks(in, request);
    } else {
      int length =
          head.lines()
              .filter(line -> line.startsWith("content-length:"))
              .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
              .findFirst()
              .orElse(0);
      request.write(in.readNBytes(length));
    }
    return request.toByteArray();
  }

  private static void readChunks(InputStream in, ByteArrayOutputStream request) throws IOException {
    while (true) {
      StringBuilder size = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        size.append((char) next);
      }
      request.write((size + "\n").getBytes(ISO_8859_1));
      int length = Integer.parseInt(size.toString().strip(), 16);
      request.write(in.readNBytes(length + 2));
      if (length == 0) {
        return;
      }
    }
  }

  private static int bodyStart(byte[] message) {
    byte[] end = {'\r', '\n', '\r', '\n'};
    for (int i = 0; i + 4 <= message.length; i++) {
      if (Arrays.equals(message, i, i + 4, end, 0, 4)) {
        return i + 4;
      }
    }
    throw new IllegalStateException("a message without a head");
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}

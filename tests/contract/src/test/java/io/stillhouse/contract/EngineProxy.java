package io.stillhouse.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A way to the engine's socket that can be cut and mended, as when the engine is restarted. */
final class EngineProxy implements AutoCloseable {
  private final SocketAddress engine;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private @Nullable ServerSocketChannel door;

  EngineProxy(Path socket) throws IOException {
    engine = UnixDomainSocketAddress.of(socket);
    port = listen(0);
  }

  String address() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Breaks every connection off, and lets nobody in. */
  void cut() throws IOException {
    if (door != null) {
      door.close();
    }
    for (Channel channel : open) {
      channel.close();
    }
    open.clear();
  }

  void mend() throws IOException {
    listen(port);
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private int listen(int at) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    door = listening;
    start(() -> accept(listening));
    return ((InetSocketAddress) listening.getLocalAddress()).getPort();
  }

  private void accept(ServerSocketChannel listening) {
    while (listening.isOpen()) {
      try {
        SocketChannel client = listening.accept();
        SocketChannel server = SocketChannel.open(engine);
        open.add(client);
        open.add(server);
        start(() -> copy(client, server));
        start(() -> copy(server, client));
      } catch (IOException cutOff) {
        return;
      }
    }
  }

  private void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException cutOff) {
      close(from);
      close(to);
    }
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "engine-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}

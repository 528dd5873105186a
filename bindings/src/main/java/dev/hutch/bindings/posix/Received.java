package dev.hutch.bindings.posix;

import java.util.List;

/**
 * One message of a {@link DescriptorMessage}, and the descriptors that came with it. Its receiver
 * owns them: close them, or take them over one by one.
 */
public final class Received implements AutoCloseable {
  private final byte[] data;
  private final List<Fd> fds;

  Received(byte[] data, List<Fd> fds) {
    this.data = data;
    this.fds = fds;
  }

  /** The bytes. No copy is made. */
  public byte[] data() {
    return data;
  }

  /** The descriptors, in the order in which they were sent. */
  public List<Fd> fds() {
    return fds;
  }

  /** Whether this is no message but the end: the other side has closed its socket. */
  public boolean isEndOfFile() {
    return data.length == 0 && fds.isEmpty();
  }

  /** Closes every descriptor that came and was not released. */
  @Override
  public void close() {
    for (int i = 0; i < fds.size(); i++) {
      fds.get(i).close();
    }
  }
}

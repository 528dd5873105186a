package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.Protocol;
import org.jspecify.annotations.Nullable;

/** The channels in use. An id comes back only with the agent's last frame on it. */
final class ChannelTable {
  private final @Nullable Channel[] channels = new Channel[Protocol.MAX_CHANNELS + 1];
  private int last;

  /** Takes a free id for a client's operation, or returns null if there is none. */
  @Nullable Channel open(Client client) {
    for (int i = 0; i < Protocol.MAX_CHANNELS; i++) {
      // In turn, not the lowest: an old id in a message then names one operation for a while.
      last = last % Protocol.MAX_CHANNELS + 1;
      if (channels[last] == null) {
        Channel channel = new Channel(last, client);
        channels[last] = channel;
        return channel;
      }
    }
    return null;
  }

  /** The channel of an id from 1 to {@link Protocol#MAX_CHANNELS}, or null if the id is free. */
  @Nullable Channel get(int id) {
    return channels[id];
  }

  /** The channel whose RESET is the longest unanswered, or null if none is. */
  @Nullable Channel longestReset(long now) {
    Channel longest = null;
    for (int id = 1; id < channels.length; id++) {
      Channel channel = channels[id];
      if (channel != null
          && channel.isResetting()
          && (longest == null || channel.resetFor(now) > longest.resetFor(now))) {
        longest = channel;
      }
    }
    return longest;
  }

  /** Makes the id free again. */
  void close(Channel channel) {
    channels[channel.id()] = null;
  }
}

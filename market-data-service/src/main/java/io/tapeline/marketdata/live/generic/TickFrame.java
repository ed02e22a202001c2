package io.tapeline.marketdata.live.generic;

import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.quarantine.Quarantined;
import org.jspecify.annotations.Nullable;

/** A frame of the generic feed: what it says, or why it cannot be used. */
public sealed interface TickFrame {

  /**
   * A usable frame; it holds one of the two at least. The trade comes before the quote, as on tapes
   * that are merged. Both have the frame's time and the number 0, as the feed does not number them.
   *
   * @param trade of unknown aggressor, null where the frame has no price and volume
   * @param quote without displayed sizes, null where the frame has no bid and ask
   */
  record Seen(@Nullable Tick trade, @Nullable Quote quote) implements TickFrame {

    public Seen {
      if (trade == null && quote == null) {
        throw new IllegalArgumentException("a frame without trade and quote says nothing");
      }
    }
  }

  /**
   * A frame that was refused as a whole.
   *
   * @param reason stable upper-case code, the same as of tapes where both have it
   * @param detail what is wrong, in words, on one line
   * @param original the text of the frame, cut where it is longer than {@value
   *     TickFrames#LONGEST_KEPT} characters
   */
  record Rejected(String reason, String detail, String original) implements TickFrame {

    /**
     * The same for the topic of what could not be used.
     *
     * @param source name of the feed
     * @param position number of the frame among those of the source
     */
    public Quarantined quarantined(String source, long position) {
      return new Quarantined(source, position, reason, detail, original);
    }
  }
}

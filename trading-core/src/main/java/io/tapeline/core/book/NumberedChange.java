package io.tapeline.core.book;

import io.tapeline.core.market.BookUpdate;

/**
 * A change to a book with the update ids of its venue, from which follows whether one was lost.
 * (Binance, <i>How to manage a local order book correctly</i>, for spot and for USD-M futures.)
 */
public sealed interface NumberedChange {

  BookUpdate update();

  /** Id of the last update in it: {@code u}. */
  long lastId();

  /** Whether a snapshot with this id has all of it already. */
  boolean isInSnapshot(long snapshotId);

  /** Whether it may be the first one after a snapshot with this id. */
  boolean followsSnapshot(long snapshotId);

  /** Whether it is the next one after a change that ended with this id. */
  boolean followsChange(long previousId);

  /**
   * Binance spot: a change starts with the id after the last one.
   *
   * @param firstId {@code U}
   * @param lastId {@code u}, not below {@code firstId}
   */
  record Spot(BookUpdate update, long firstId, long lastId) implements NumberedChange {

    public Spot {
      check(update, firstId, lastId);
    }

    @Override
    public boolean isInSnapshot(long snapshotId) {
      return lastId <= snapshotId;
    }

    @Override
    public boolean followsSnapshot(long snapshotId) {
      return firstId <= snapshotId + 1 && snapshotId + 1 <= lastId;
    }

    @Override
    public boolean followsChange(long previousId) {
      return firstId == previousId + 1;
    }
  }

  /**
   * Binance USD-M futures: ids are shared with other instruments and leave numbers out, so a change
   * names the one before it.
   *
   * @param firstId {@code U}
   * @param lastId {@code u}, not below {@code firstId}
   * @param previousId {@code pu}, the {@code u} of the change before
   */
  record Futures(BookUpdate update, long firstId, long lastId, long previousId)
      implements NumberedChange {

    public Futures {
      check(update, firstId, lastId);
    }

    @Override
    public boolean isInSnapshot(long snapshotId) {
      return lastId < snapshotId;
    }

    /**
     * As documented if the snapshot lies within this change, and also if the change names the
     * snapshot as its predecessor: then nothing is between them.
     */
    @Override
    public boolean followsSnapshot(long snapshotId) {
      return previousId == snapshotId || (firstId <= snapshotId && snapshotId <= lastId);
    }

    @Override
    public boolean followsChange(long lastApplied) {
      return previousId == lastApplied;
    }
  }

  private static void check(BookUpdate update, long firstId, long lastId) {
    if (update.snapshot()) {
      throw new IllegalArgumentException("a snapshot is no change: " + update.symbol());
    }
    if (firstId < 0 || lastId < firstId) {
      throw new IllegalArgumentException(
          "update ids of %s must ascend from zero or above: %d to %d"
              .formatted(update.symbol(), firstId, lastId));
    }
  }
}

package io.tapeline.marketdata.history;

import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.RefusedRow;
import io.tapeline.marketdata.rest.VenueException;
import java.util.List;

/**
 * A history in pages. A page depends on nothing but the cursor it is asked with, so that fetching
 * can go on from a cursor in another process.
 */
interface Pages {

  /** The cursor of the first page. */
  String start();

  /** Whether pages go back in time; the rows of one page always rise. */
  boolean newestFirst();

  Page page(String cursor) throws VenueException, InterruptedException, HistoryException;

  /**
   * One page.
   *
   * @param rows lines of a tape that no page before it had
   * @param refused rows that cannot be used
   * @param next cursor of the page after it
   * @param reached how far it goes: everything between the start and here is known
   * @param last whether the history is complete with it
   * @param gaps places where the venue's own numbering leaps
   */
  record Page(
      List<String> rows,
      List<RefusedRow> refused,
      String next,
      EventTime reached,
      boolean last,
      long gaps) {

    public Page {
      rows = List.copyOf(rows);
      refused = List.copyOf(refused);
    }
  }
}

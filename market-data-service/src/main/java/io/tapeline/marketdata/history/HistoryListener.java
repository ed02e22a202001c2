package io.tapeline.marketdata.history;

/** Is told how the fetching of a history goes. */
public interface HistoryListener {

  /** Hears nothing. */
  HistoryListener NONE =
      new HistoryListener() {
        @Override
        public void progress(double share, long rows) {}

        @Override
        public void note(String message) {}
      };

  /**
   * A page is safe on disk.
   *
   * @param share of the time asked for, 0 to 1
   * @param rows fetched so far, those of earlier runs among them
   */
  void progress(double share, long rows);

  /** Something worth a line: a failure that is tried again, a run that is carried on. */
  void note(String message);
}

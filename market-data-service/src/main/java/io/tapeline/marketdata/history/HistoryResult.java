package io.tapeline.marketdata.history;

import io.tapeline.core.time.EventTime;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A tape that is complete.
 *
 * @param rows of the tape
 * @param first time of the first row, null if there is none
 * @param last time of the last
 * @param rejected rows of the venue that could not be used, candles that contradict others among
 *     them
 * @param rejectedFile where they are kept, null if there are none
 * @param missing slots of the range without a candle; 0 for trades
 * @param gaps places where the venue's own numbering leaps
 * @param stepsBack rows earlier than the row before
 * @param alreadyThere whether nothing was to be done
 * @param resumedRows rows that an earlier run had fetched
 * @param requests that were made
 * @param retries those among them that were made again after a failure
 */
public record HistoryResult(
    HistoryRequest request,
    Range range,
    Path out,
    long rows,
    @Nullable EventTime first,
    @Nullable EventTime last,
    long rejected,
    @Nullable Path rejectedFile,
    long missing,
    long gaps,
    long stepsBack,
    boolean alreadyThere,
    long resumedRows,
    long requests,
    long retries) {}

package io.tapeline.core.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was: everything that its outcome follows from. It lies beside the run's CSV files as
 * {@code run.json}.
 *
 * @param feed sim, tape, or the venue of a live feed
 * @param source stands for the content of the feed: equal sources give equal market events
 * @param tapes names of the tape files, in their order
 * @param settings every setting of the line's stages as it held, defaults included
 * @param speed multiple of the feed's own time, or max
 * @param candlePrice name of the {@code PriceSource} of its candles
 * @param quotesDerived whether its quotes are made from books
 * @param firstSeq number of the first market event; above 1 for one that carries on from another
 * @param lastSeq number of the newest market event
 */
public record RunInfo(
    Mode mode,
    String feed,
    String source,
    List<String> tapes,
    List<String> strategies,
    Map<String, String> settings,
    String speed,
    String candlePrice,
    boolean quotesDerived,
    long firstSeq,
    long lastSeq) {

  private static final int DIGITS = 10;

  /** How the events went through the stages. */
  public enum Mode {
    /** In one thread. */
    BACKTEST,
    /** Through the services, which keep the order of a backtest. */
    LOCKSTEP,
    /** Through the services, each as fast as it gets its input. */
    FREE
  }

  public RunInfo {
    tapes = List.copyOf(tapes);
    strategies = List.copyOf(strategies);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** The source of a venue's stream of these instruments: equal ones go on where others ended. */
  public static String liveSource(String venue, List<String> symbols) {
    return venue + " " + String.join(" ", symbols);
  }

  /** The source of a feed of tapes with this fingerprint. */
  public static String tapeSource(String fingerprint) {
    return "tape " + fingerprint;
  }

  /** The source of a simulated market. */
  public static String simSource(long seed, long startMicros) {
    return "sim seed %d start %d".formatted(seed, startMicros);
  }

  /** True if strategies, settings and feed are the other's. */
  public boolean isSameLine(RunInfo other) {
    return settingsHash().equals(other.settingsHash()) && source.equals(other.source);
  }

  /** Ten hexadecimal digits that stand for strategies and settings. */
  public String settingsHash() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((strategies + " " + settings).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The same run with these event numbers. */
  public RunInfo withEvents(long first, long last) {
    return new RunInfo(
        mode,
        feed,
        source,
        tapes,
        strategies,
        settings,
        speed,
        candlePrice,
        quotesDerived,
        first,
        last);
  }

  /** The same run in another mode. */
  public RunInfo withMode(Mode other) {
    return new RunInfo(
        other,
        feed,
        source,
        tapes,
        strategies,
        settings,
        speed,
        candlePrice,
        quotesDerived,
        firstSeq,
        lastSeq);
  }

  /** The same run of another feed. */
  public RunInfo withSource(String other) {
    return new RunInfo(
        mode,
        feed,
        other,
        tapes,
        strategies,
        settings,
        speed,
        candlePrice,
        quotesDerived,
        firstSeq,
        lastSeq);
  }
}

package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.util.List;

/**
 * Where a stage stands on the line.
 *
 * @param name writer name in headers; its offsets are kept under {@code tapeline-name}
 * @param inputs topics it reads
 * @param outputs topics it writes; read back at start
 * @param markers how far it tells its readers that it is complete
 */
public record StageSpec(
    String name, List<Input> inputs, List<Topic<?>> outputs, List<Marker> markers) {

  /**
   * An input. Events of one market event are taken in order of rank.
   *
   * @param hasMarkers whether its writer puts markers into it; one without is never waited for
   * @param shift what is added to the feed number of outputs caused by it, because its readers were
   *     told before that the number is complete
   */
  public record Input(Topic<?> topic, int rank, boolean hasMarkers, int shift) {}

  /**
   * A marker output: complete up to the least of what its sources are complete up to.
   *
   * @param to topic that gets the marker in each partition
   */
  public record Marker(Topic<?> to, List<Source> sources) {}

  /** Complete up to where this input is processed, plus {@code ahead}. */
  public record Source(Topic<?> input, int ahead) {}

  /** Ticks to signals. */
  public static final StageSpec SIGNAL =
      new StageSpec(
          "signal",
          List.of(new Input(Topics.TICKS, 0, true, 0)),
          List.of(Topics.SIGNALS, Topics.DECISIONS),
          List.of(new Marker(Topics.SIGNALS, List.of(new Source(Topics.TICKS, 0)))));

  /**
   * Signals to approved orders. An approval follows from a signal alone, so approvals are complete
   * as far as signals are, however far ticks and fills have been processed.
   */
  public static final StageSpec RISK =
      new StageSpec(
          "risk",
          List.of(
              new Input(Topics.CONTROLS, -1, false, 0),
              new Input(Topics.TICKS, 0, true, 0),
              new Input(Topics.FILLS, 1, true, 0),
              new Input(Topics.SIGNALS, 2, true, 0)),
          List.of(Topics.APPROVED_ORDERS, Topics.DECISIONS, Topics.RISK_STATE),
          List.of(new Marker(Topics.APPROVED_ORDERS, List.of(new Source(Topics.SIGNALS, 0)))));

  /**
   * Approved orders to fills. What it reports of an order approved at a market event belongs to the
   * next one, because reports up to the event itself were complete before the approval came.
   */
  public static final StageSpec EXECUTION =
      new StageSpec(
          "execution",
          List.of(
              new Input(Topics.CONTROLS, -1, false, 0),
              new Input(Topics.TICKS, 0, true, 0),
              new Input(Topics.APPROVED_ORDERS, 1, true, 1)),
          List.of(Topics.ORDER_EVENTS, Topics.FILLS, Topics.POSITIONS, Topics.DECISIONS),
          List.of(
              new Marker(
                  Topics.FILLS,
                  List.of(new Source(Topics.TICKS, 0), new Source(Topics.APPROVED_ORDERS, 1))),
              new Marker(
                  Topics.ORDER_EVENTS,
                  List.of(new Source(Topics.TICKS, 0), new Source(Topics.APPROVED_ORDERS, 0)))));
}

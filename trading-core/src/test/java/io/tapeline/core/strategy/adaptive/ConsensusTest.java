package io.tapeline.core.strategy.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.strategy.adaptive.Consensus.Mode;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S0-MTF; the first two rows are its worked example. */
class ConsensusTest {

  private static Map<Timeframe, Label> labels(String... text) {
    Timeframe[] frames = {Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1};
    Map<Timeframe, Label> labels = new EnumMap<>(Timeframe.class);
    for (int i = 0; i < text.length; i++) {
      if (!text[i].equals("-")) {
        labels.put(frames[i], Label.valueOf(text[i]));
      }
    }
    return labels;
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3} {4} gives {5}")
  @CsvSource({
    "UNANIMOUS, STRONG_BULL, BULL,        BULL,        NEUTRAL, FRAMES_DISAGREE",
    "UNANIMOUS, STRONG_BULL, BULL,        BULL,        -,       BUY",
    "UNANIMOUS, STRONG_BULL, STRONG_BULL, STRONG_BULL, BULL,    BUY",
    "UNANIMOUS, STRONG_BEAR, BEAR,        STRONG_BEAR, -,       SELL",
    "UNANIMOUS, STRONG_BULL, BULL,        BEAR,        -,       FRAMES_DISAGREE",
    "UNANIMOUS, BULL,        STRONG_BULL, BULL,        -,       MAIN_NOT_STRONG",
    "UNANIMOUS, STRONG_BULL, BULL,        -,           -,       TOO_FEW_FRAMES",
    "UNANIMOUS, -,           STRONG_BULL, BULL,        BULL,    TOO_FEW_FRAMES",
    "UNANIMOUS, NEUTRAL,     NEUTRAL,     NEUTRAL,     -,       LABEL_NEUTRAL",
    "MAJORITY,  STRONG_BULL, BULL,        BULL,        NEUTRAL, BUY",
    "MAJORITY,  BULL,        BULL,        BULL,        BEAR,    BUY",
    "MAJORITY,  BEAR,        BEAR,        BULL,        BEAR,    SELL",
    "MAJORITY,  STRONG_BULL, BULL,        NEUTRAL,     -,       FRAMES_DISAGREE",
    "MAJORITY,  BULL,        BULL,        BEAR,        BEAR,    FRAMES_DISAGREE"
  })
  void sideNeedsEnoughLabels(
      Mode mode, String minute, String five, String quarter, String hour, String expected) {
    Consensus.Verdict verdict =
        new Consensus(mode, Timeframe.M1, 3, 0.75).judge(labels(minute, five, quarter, hour));

    assertThat(verdict.side() == null ? verdict.reason() : verdict.side().name())
        .isEqualTo(expected);
  }
}

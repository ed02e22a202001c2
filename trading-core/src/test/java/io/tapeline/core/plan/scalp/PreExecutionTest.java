package io.tapeline.core.plan.scalp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S3-PREEXEC: the idea of the best setup enters at 1999.80 with its stop 0.887 away. */
class PreExecutionTest {

  private static final EventTime QUOTED = Setup.at("2026-03-03T09:00:06Z");

  @ParameterizedTest
  @CsvSource({
    "1999.60, 1999.80, 0, 0, ''",
    "1999.60, 1999.80, 1000, 0, ''",
    "1999.60, 1999.80, 1001, 0, DATA_STALE",
    "1999.60, 1999.80, 0, 200, ''",
    "1999.60, 1999.80, 0, 201, LATENCY",
    // half the spread is 0.10, a quarter of the stop 0.22175
    "1999.72, 1999.92, 0, 0, ''",
    "1999.73, 1999.93, 0, 0, SLIPPAGE",
    "1999.20, 1999.40, 0, 0, ''",
    "1999.60, 1999.86, 0, 0, SPREAD_ABS SPREAD_RATIO",
    "1999.60, 1999.85, 0, 0, SPREAD_RATIO"
  })
  void everyBoundIsHeldAgainstTheNewestQuote(
      String bid, String ask, long ageMillis, long latencyMillis, String failures) {
    Setup setup = Setup.best();
    ScalpIdea idea = Objects.requireNonNull(setup.analysis().idea());
    Quote quote =
        new Quote(
            new Origin(3, QUOTED),
            setup.instrument.symbol(),
            Price.of(bid),
            null,
            Price.of(ask),
            null);
    List<ScalpCheck> checks =
        new PreExecution(setup.rules().at(quote.mid()), setup.settings().preExecution())
            .checks(
                idea,
                new PreExecution.Moment(
                    QUOTED.plus(Duration.ofMillis(ageMillis)),
                    Duration.ofMillis(latencyMillis),
                    quote),
                Reading.ready(new SpreadTracker.Spread(0.2, 0.15, 0.1, 0.15, 1, 50)),
                false);
    assertThat(
            String.join(
                " ", checks.stream().filter(c -> !c.met()).map(ScalpCheck::reason).toList()))
        .isEqualTo(failures);
  }
}

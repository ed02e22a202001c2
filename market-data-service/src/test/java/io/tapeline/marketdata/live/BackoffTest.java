package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 3000", "2, 0.5, 6000", "3, 0.5, 12000", "4, 0.5, 24000", "5, 0.5, 48000",
    "6, 0.5, 60000", "7, 0.5, 60000", "1000, 0.5, 60000", "1, 0, 2400", "6, 0, 48000"
  })
  void threeSecondsDoublingToSixtyWithAFifthOfJitter(int failures, double random, long millis) {
    assertThat(Backoff.DEFAULT.before(failures, () -> random)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void waitIsAtMostAFifthLonger() {
    assertThat(Backoff.DEFAULT.before(1, () -> Math.nextDown(1.0)))
        .isBetween(Duration.ofMillis(3_599), Duration.ofMillis(3_600));
  }

  @Test
  void waitsThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
        .hasMessageContaining("rise from above zero");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
        .hasMessageContaining("rise from above zero");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
        .hasMessageContaining("jitter");
  }
}

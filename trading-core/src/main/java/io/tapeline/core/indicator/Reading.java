package io.tapeline.core.indicator;

import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an indicator says (CATALOGUE 1.4). A strategy enters on {@link Ready} alone.
 *
 * @param <T> the value; a number in it is never NaN
 */
public sealed interface Reading<T> {

  /** A value to rely on. */
  record Ready<T>(T value) implements Reading<T> {

    public Ready {
      if (value instanceof Double number && !Double.isFinite(number)) {
        throw new IllegalArgumentException("not a number: " + number);
      }
    }
  }

  /** Too few inputs so far: {@code have} of {@code need}. */
  record WarmingUp<T>(int have, int need) implements Reading<T> {

    public WarmingUp {
      if (have < 0 || have >= need) {
        throw new IllegalArgumentException("nothing is missing: " + have + " of " + need);
      }
    }
  }

  /** There was a value, but its inputs are that old. */
  record Stale<T>(Duration age) implements Reading<T> {}

  /** The inputs have no value, however many come. */
  record Invalid<T>(String reason) implements Reading<T> {}

  static <T> Reading<T> ready(T value) {
    return new Ready<>(value);
  }

  static <T> Reading<T> warmingUp(int have, int need) {
    return new WarmingUp<>(have, need);
  }

  static <T> Reading<T> invalid(String reason) {
    return new Invalid<>(reason);
  }

  default boolean isReady() {
    return this instanceof Ready<T>;
  }

  /** The value if it is ready, else null. */
  default @Nullable T orNull() {
    return this instanceof Ready<T>(T value) ? value : null;
  }

  /** The same with the value turned into another; what is not ready stays as it is. */
  default <R> Reading<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Ready<T>(T value) -> new Ready<>(change.apply(value));
      case WarmingUp<T>(int have, int need) -> new WarmingUp<>(have, need);
      case Stale<T>(Duration age) -> new Stale<>(age);
      case Invalid<T>(String reason) -> new Invalid<>(reason);
    };
  }

  /** A value of {@code from} is stale once it is older than {@code most}; the rest stays. */
  default Reading<T> asOf(EventTime now, EventTime from, Duration most) {
    long age = now.microsSince(from);
    return isReady() && age > EventTime.micros(most)
        ? new Stale<>(Duration.of(age, ChronoUnit.MICROS))
        : this;
  }
}

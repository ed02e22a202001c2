package io.tapeline.core.sim;

import java.nio.charset.StandardCharsets;

/**
 * Chance that can be run again: xoshiro256++ 1.0 by Blackman and Vigna, its state filled by
 * SplitMix64 as they recommend.
 *
 * <p>Written out here rather than taken from the JDK, whose algorithms are free to change between
 * releases; logarithms come from {@link StrictMath}, so that every machine draws the same numbers.
 */
final class SeededRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private long s0;
  private long s1;
  private long s2;
  private long s3;
  private double spareGaussian = Double.NaN;

  SeededRandom(long seed) {
    this(splitMix(seed, 1), splitMix(seed, 2), splitMix(seed, 3), splitMix(seed, 4));
  }

  /** A generator in a given state, which must not be all zero. */
  SeededRandom(long s0, long s1, long s2, long s3) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  /** The seed of a named part: its chance does not depend on which other parts there are. */
  static long seedOf(long master, String name) {
    long hash = FNV_OFFSET;
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
    }
    return mix(splitMix(master, 1) ^ hash);
  }

  /** The n-th number, from 1, that SplitMix64 draws from a seed. */
  static long splitMix(long seed, long n) {
    return mix(seed + n * GOLDEN_GAMMA);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long shifted = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Uniform whole number in [0, bound); the bias of at most bound / 2^64 is of no account here. */
  int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Exponential with the given mean: the wait between the arrivals of a Poisson process. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - unit());
  }

  /** Normal with mean 0 and variance 1, by Marsaglia's polar method. */
  double gaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    while (true) {
      double x = between(-1, 1);
      double y = between(-1, 1);
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = y * scale;
        return x * scale;
      }
    }
  }
}

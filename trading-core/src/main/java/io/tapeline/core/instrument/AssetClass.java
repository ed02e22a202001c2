package io.tapeline.core.instrument;

/** Classes of instruments with common sessions, fees and slippage (CATALOGUE 1.5). */
public enum AssetClass {
  EQUITY,
  METAL,
  CRYPTO_MAJOR,
  CRYPTO_MICRO
}

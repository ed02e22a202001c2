package io.tapeline.core.account;

/** Name of a trading account; the books are kept per account. */
public record AccountId(String value) implements Comparable<AccountId> {

  public AccountId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("account must not be empty");
    }
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

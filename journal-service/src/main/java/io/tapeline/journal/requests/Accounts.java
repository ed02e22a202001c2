package io.tapeline.journal.requests;

import io.tapeline.core.account.AccountId;
import io.tapeline.journal.JournalSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The accounts that requests may be for. */
@Component
class Accounts {

  private final JdbcTemplate jdbc;
  private final String traded;

  Accounts(JdbcTemplate jdbc, JournalSettings settings) {
    this.jdbc = jdbc;
    this.traded = settings.account();
  }

  /**
   * The account of that name, the one that is traded if none is given.
   *
   * @throws Refusal if nobody trades it: nobody would take notice of the request
   */
  AccountId named(@Nullable String name) {
    if (name == null || name.equals(traded)) {
      return new AccountId(traded);
    }
    Boolean known =
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT 1 FROM equity WHERE account = ?)", Boolean.class, name);
    if (!Boolean.TRUE.equals(known)) {
      throw Refusal.invalid(
          "There is no account '%s'; the line trades '%s'.".formatted(name, traded));
    }
    return new AccountId(name);
  }
}

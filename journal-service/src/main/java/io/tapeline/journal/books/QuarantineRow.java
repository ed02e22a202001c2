package io.tapeline.journal.books;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** Input that could not be used, whole. */
@Entity
@Immutable
@Table(name = "quarantine")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class QuarantineRow extends BookRow {

  String source;
  String reason;
  String detail;
  String original;
}

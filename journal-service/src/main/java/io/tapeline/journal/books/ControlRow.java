package io.tapeline.journal.books;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A command of a person to an account. */
@Entity
@Immutable
@Table(name = "controls")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class ControlRow extends BookRow {

  String account;
  String action;
  String who;
  String why;

  /** Whether the broker has it; false while it waits in the outbox. */
  @Formula("NOT EXISTS (SELECT 1 FROM outbox w WHERE w.request_id = id)")
  boolean published;
}

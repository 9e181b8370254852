-- Failures are counted per e-mail address (keyed hash), whether an account exists or not: a lock tells nothing.
create table sign_in_attempt (
  email bytea primary key,
  failures int not null,
  last_at timestamptz not null
);
create index sign_in_attempt_last on sign_in_attempt (last_at);
alter table staff drop column failed_sign_ins, drop column locked_until;

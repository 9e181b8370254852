-- Customers who are called back: after a low score (R53), after a complaint (R47), as a routine (R54).
create table callback_task (
  id uuid primary key,
  kind text not null check (kind in ('low_score', 'complaint_after', 'routine')),
  subject_type text not null,
  subject_id uuid not null,
  customer_id uuid not null references customer (id),
  owner_id uuid references staff (id),
  group_id uuid references staff_group (id),
  state text not null default 'open' check (state in ('open', 'done', 'unreachable', 'cancelled')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  -- The score that called for it, and what the customer made of it since.
  score int check (score between 1 and 5),
  score_now int check (score_now between 1 and 5),
  attempts int not null default 0,
  first_attempt_at timestamptz,
  result text not null default '',
  suggestion text not null default '',
  closed_at timestamptz
);
-- A low score makes exactly one task (domain/model 2.6, 8); so does a complaint. Routine calls may come again.
create unique index callback_once on callback_task (subject_type, subject_id, kind) where kind <> 'routine';
create index callback_open_owner on callback_task (owner_id, due_at, id) where state = 'open';
create index callback_open_group on callback_task (group_id, due_at, id) where state = 'open';
create index callback_closed on callback_task (closed_at desc, id desc) where state <> 'open';
create index callback_customer on callback_task (customer_id);

create table callback_attempt (
  -- Made by the client: the same attempt sent twice is one.
  id uuid primary key,
  task_id uuid not null references callback_task (id),
  at timestamptz not null,
  by_id uuid not null references staff (id),
  channel text not null,
  outcome text not null check (outcome in ('reached', 'no_answer', 'refused')),
  note text not null default ''
);
create index callback_attempt_task on callback_attempt (task_id, at);

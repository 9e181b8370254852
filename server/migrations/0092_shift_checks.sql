-- Before somebody goes home nothing of theirs is left without a word (SOP 000 四, R58, C12).
create table shift_check (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  ends_at timestamptz not null,
  opened_at timestamptz not null,
  state text not null check (state in ('open', 'done', 'overdue')),
  done_at timestamptz,
  unique (staff_id, ends_at)
);
create index shift_check_ends on shift_check (ends_at desc, id desc);

create table shift_check_item (
  id uuid primary key,
  check_id uuid not null references shift_check (id),
  ticket_id uuid references ticket (id),
  commitment_id uuid references commitment (id),
  -- updated by a note, handed over to somebody who accepted, or settled; null while it waits.
  how text check (how in ('updated', 'handed_over', 'settled')),
  note text not null default '',
  done_at timestamptz,
  check (num_nonnulls(ticket_id, commitment_id) = 1)
);
create index shift_check_item_check on shift_check_item (check_id);
create index shift_check_item_ticket on shift_check_item (ticket_id) where done_at is null;
create index shift_check_item_commitment on shift_check_item (commitment_id) where done_at is null;

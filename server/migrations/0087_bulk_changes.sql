-- One change for many tickets, done in the background by the rights of who asked.
create table bulk_change (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  action jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'cancelled')),
  total int not null,
  done int not null default 0,
  refused int not null default 0,
  asked_at timestamptz not null,
  -- Of the last slice: a change that stands still longer than a minute is taken up again.
  moved_at timestamptz not null,
  finished_at timestamptz,
  -- The change that this one takes back; once.
  undo_of uuid unique references bulk_change (id)
);
create index bulk_change_staff on bulk_change (staff_id, asked_at desc);
create index bulk_change_unfinished on bulk_change (moved_at) where state in ('waiting', 'running');

create table bulk_item (
  bulk_id uuid not null references bulk_change (id) on delete cascade,
  position int not null,
  -- As it was named: "not yours" and "not there" are refused alike, when its turn comes.
  ticket_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  refusal text,
  details jsonb,
  -- What the change replaced and what it put there: taken back only where nobody changed it since.
  before jsonb,
  after jsonb,
  primary key (bulk_id, position),
  unique (bulk_id, ticket_id)
);
create index bulk_item_waiting on bulk_item (bulk_id, position) where state = 'waiting';
create index bulk_item_refused on bulk_item (bulk_id, position) where state = 'refused';

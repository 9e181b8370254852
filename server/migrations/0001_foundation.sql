-- One append-only log: timeline on screen, audit source, outbox, feed of reports, log of process mining.
create table event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  subject_type text not null,
  subject_id uuid not null,
  kind text not null,
  actor_type text not null check (actor_type in ('staff', 'visitor', 'system', 'anonymous')),
  actor_id uuid,
  from_state text,
  to_state text,
  reason text,
  payload jsonb not null default '{}',
  -- Lets a reader tell which rows below its cursor are certainly committed.
  tx xid8 not null default pg_current_xact_id()
);
create index event_subject on event (subject_type, subject_id, id);
create index event_kind_at on event (kind, at);
create index event_at on event (at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name;
end $$;
create trigger event_append_only before update or delete on event for each row execute function refuse_change();

-- What reactions.ts still has to do, written with the event in one transaction and delivered at least once.
create table outbox (
  id bigint generated always as identity primary key,
  event_id bigint not null references event (id),
  reaction text not null,
  attempts int not null default 0,
  available_at timestamptz not null default now(),
  dead boolean not null default false,
  last_error text,
  unique (event_id, reaction)
);
create index outbox_due on outbox (available_at, id) where not dead;

-- Every timed rule is a row; the keeper fires it when due, whatever process dies in between.
create table clock (
  id uuid primary key,
  subject_type text not null,
  subject_id uuid not null,
  kind text not null,
  state text not null check (state in ('running', 'paused', 'met', 'breached', 'met_late', 'cancelled')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  stopped_at timestamptz,
  -- When the keeper must look next; null when there is nothing left to fire.
  fire_at timestamptz,
  owner_id uuid,
  payload jsonb not null default '{}'
);
create unique index clock_one_running on clock (subject_id, kind) where state in ('running', 'paused');
create index clock_fire on clock (fire_at) where fire_at is not null;
create index clock_subject on clock (subject_id, kind);

-- Serial numbers per prefix and day, in the centre's time zone.
create table number_counter (
  prefix text not null,
  day date not null,
  last int not null,
  primary key (prefix, day)
);

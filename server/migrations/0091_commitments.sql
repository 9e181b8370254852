-- "Tomorrow before 10:00 I will call you" (SOP 000 二(三), R35): a promise with a time, a way and the customer's consent.
create table commitment (
  id uuid primary key,
  -- CN + date + serial.
  no text not null unique,
  ticket_id uuid references ticket (id),
  conversation_id uuid references conversation (id),
  customer_id uuid references customer (id),
  group_id uuid references staff_group (id),
  owner_id uuid not null references staff (id),
  body text not null,
  due_at timestamptz not null,
  channel text not null check (channel in ('chat', 'phone', 'app_push', 'sms', 'email')),
  customer_agreed boolean not null,
  state text not null check (state in ('proposed', 'agreed', 'due_soon', 'kept', 'kept_late', 'missed', 'renegotiated', 'cancelled')),
  outcome text not null default '',
  -- Whom the owner asked to take it over; nothing moves until they accept.
  offered_to uuid references staff (id),
  replaces uuid references commitment (id),
  made_by uuid not null references staff (id),
  made_at timestamptz not null,
  ended_at timestamptz,
  check (ticket_id is not null or conversation_id is not null)
);
create index commitment_owner_open on commitment (owner_id, due_at) where ended_at is null;
create index commitment_group on commitment (group_id, due_at desc, id desc);
create index commitment_ticket on commitment (ticket_id) where ticket_id is not null;
create index commitment_conversation on commitment (conversation_id) where conversation_id is not null;
create index commitment_offered on commitment (offered_to) where offered_to is not null;

create table notice (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  kind text not null,
  conversation_id uuid,
  params jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz
);
create index notice_staff on notice (staff_id, at desc);
create index notice_unread on notice (staff_id) where read_at is null;

create table push_subscription (
  endpoint text primary key,
  staff_id uuid not null references staff (id),
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null default now()
);
create index push_subscription_staff on push_subscription (staff_id);

-- Notices of one kind within a minute are one: `bundle` is the first of them, null for that one itself.
alter table notice add column bundle uuid references notice (id) on delete cascade;
alter table notice add column urgent boolean not null default false;
-- In which ways its person wanted to hear of it at that moment.
alter table notice add column ways text[] not null default '{in_page,desktop,sound,push}';
create index notice_bundle on notice (bundle) where bundle is not null;
create index notice_open_head on notice (staff_id, kind, at desc) where bundle is null and read_at is null;
create index notice_at on notice (at);

create table notice_preference (
  staff_id uuid primary key references staff (id),
  choices jsonb not null default '{}',
  quiet jsonb,
  only_on_shift boolean not null default false
);

-- The last push of a kind to a person, or the one that is planned: at most one in 30 s.
create table notice_pace (
  staff_id uuid not null references staff (id),
  kind text not null,
  rings_at timestamptz not null,
  primary key (staff_id, kind)
);

create table notice_delivery (
  id bigint generated always as identity primary key,
  notice_id uuid not null references notice (id) on delete cascade,
  staff_id uuid not null references staff (id),
  way text not null check (way in ('in_page', 'desktop', 'push')),
  result text not null check (result in ('sent', 'shown', 'failed', 'dropped_stale', 'muted')),
  at timestamptz not null
);
create index notice_delivery_notice on notice_delivery (notice_id);
create index notice_delivery_staff on notice_delivery (staff_id, id desc);
create index notice_delivery_at on notice_delivery (at);

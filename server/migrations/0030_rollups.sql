-- What reports and the wall read: counts per hour, group, person and channel, added up from the event log.
-- `samples` keeps the values of figures that are asked for medians, so that every quantile is exact at any size.
create table rollup_hour (
  hour timestamptz not null,
  figure text not null,
  group_id uuid,
  staff_id uuid,
  channel text not null,
  n int not null default 0,
  good int not null default 0,
  total bigint not null default 0,
  samples int[] not null default '{}',
  unique nulls not distinct (hour, figure, group_id, staff_id, channel)
);

-- How far the log is counted: every event of a transaction below `horizon` is in, and in once. Deleting the row counts
-- everything anew; so does a restored backup, whose transaction numbers belong to another cluster: there the events up to
-- `old_id` are counted by id as far as `done_id`.
create table rollup_cursor (
  single boolean primary key default true check (single),
  cluster text not null,
  horizon xid8 not null,
  old_id bigint not null,
  done_id bigint not null
);

-- Messages and fired clocks are most of the log and are not counted here.
create index event_rollup on event (tx, id) where kind not in ('message.posted', 'note.posted', 'clock.fired');

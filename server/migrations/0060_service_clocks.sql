-- Working calendars and service levels. What the product ships with stands in domain/clocks and has a row here only once a
-- centre has changed it.
create table work_calendar (
  id uuid primary key,
  name jsonb not null,
  time_zone text not null,
  -- Intervals per ISO weekday, holidays with their names, make-up working days: domain/clocks/calendars.ts.
  hours jsonb not null,
  created_at timestamptz not null
);

create table service_policy (
  id uuid primary key,
  kind text not null,
  -- Conditions; null = whatever it is.
  urgency text check (urgency in ('normal', 'urgent', 'critical')),
  category text,
  channel text,
  customer_level text,
  group_id uuid,
  target_minutes int not null check (target_minutes > 0),
  -- Null = plain time.
  calendar_id uuid,
  -- Percentages of the target; null = those of the urgency.
  reminders int[],
  active boolean not null default true,
  -- The first that matches counts.
  position int not null
);
create index service_policy_kind on service_policy (kind, position);

-- Null in all of these: a plain timer that fires once, at due_at.
alter table clock
  add column target_ms bigint,
  add column calendar_id uuid,
  -- Which policy gave the target, and what it said then: the promise stands when the policy changes.
  add column basis jsonb,
  add column paused_at timestamptz,
  -- Pauses that are over: [[from, until], …] in ms.
  add column pauses jsonb,
  -- Reminders that are still to come, in their order.
  add column remind_at timestamptz[],
  add column remind_percent int[];
create index clock_calendar on clock (calendar_id) where calendar_id is not null and stopped_at is null;

-- Who leads a department: the second level of an escalation.
alter table staff add column department_head boolean not null default false;

-- The working times of one day: its rows replace the weekly pattern of that day; a row without times is a day off.
create table shift (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  day date not null,
  starts_at timestamptz,
  ends_at timestamptz,
  template_id uuid,
  check ((starts_at is null) = (ends_at is null)),
  check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours')
);
create index shift_staff_day on shift (staff_id, day);
create index shift_day on shift (day);

-- Every week the same, by the wall clock of the centre; `until_time` at or before `from_time` is on the next day.
create table shift_pattern (
  staff_id uuid not null references staff (id),
  weekday int not null check (weekday between 1 and 7),
  from_time time not null,
  until_time time not null,
  template_id uuid,
  primary key (staff_id, weekday)
);

create table shift_template (
  id uuid primary key,
  name jsonb not null,
  from_time time not null,
  until_time time not null,
  position int not null,
  active boolean not null default true
);
alter table shift add constraint shift_template_fk foreign key (template_id) references shift_template (id);
alter table shift_pattern add constraint shift_pattern_template_fk foreign key (template_id) references shift_template (id);

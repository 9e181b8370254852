-- Filters that somebody keeps, alone or shared with the groups; with the columns they were looked at.
create table ticket_view (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  name text not null,
  shared boolean not null default false,
  filter jsonb not null,
  columns jsonb,
  created_at timestamptz not null
);
create index ticket_view_staff on ticket_view (staff_id, created_at);

-- The columns of the list as one person likes them: order and width.
create table ticket_layout (
  staff_id uuid primary key references staff (id),
  columns jsonb not null,
  changed_at timestamptz not null
);

create table survey (
  id uuid primary key,
  subject_type text not null,
  subject_id uuid not null,
  customer_id uuid not null references customer (id),
  staff_id uuid references staff (id),
  group_id uuid references staff_group (id),
  scale text not null check (scale in ('five', 'three')),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  score int check (score between 1 and 5),
  comment text not null default '',
  unique (subject_type, subject_id)
);
create index survey_customer on survey (customer_id, sent_at desc);

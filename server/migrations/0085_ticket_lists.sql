-- What lists walk through: newest activity, nearest limit, newest creation; for tickets that still ask for work apart,
-- because they are a hundredth of all.
create index ticket_open_group on ticket (group_id, last_activity_at desc, id desc)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department');
create index ticket_open_assignee on ticket (assignee_id, last_activity_at desc, id desc)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department');
create index ticket_open_first_responsible on ticket (first_responsible_id, last_activity_at desc, id desc)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department');
create index ticket_open_department on ticket (department_id, last_activity_at desc, id desc)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department') and department_id is not null;
create index ticket_open_escalated on ticket (last_activity_at desc, id desc)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department') and escalated;
-- Nobody's yet.
create index ticket_free on ticket (group_id, last_activity_at desc, id desc)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department') and assignee_id is null;
-- Without a running limit a ticket comes last; the same expression stands in the query.
create index ticket_open_due on ticket (coalesce(next_due_at, '9999-01-01 00:00:00+00'::timestamptz), id)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department');
create index ticket_open_group_due on ticket (group_id, coalesce(next_due_at, '9999-01-01 00:00:00+00'::timestamptz), id)
  where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department');
create index ticket_created on ticket (created_at desc, id desc);
create index ticket_group_created on ticket (group_id, created_at desc, id desc);
-- Who made it and answers for it finds it under the latter.
create index ticket_created_by on ticket (created_by, last_activity_at desc, id desc) where created_by <> first_responsible_id;
create index ticket_category on ticket (category, last_activity_at desc, id desc);
create index ticket_facets on ticket (channel, nature, stage, urgency);
create index ticket_order on ticket (order_no) where order_no is not null;
create index ticket_tags on ticket using gin (tags) where tags <> '{}';

-- Counters of lists are kept, never counted. A change of a ticket writes what it adds and takes away; nobody waits for a row
-- that everybody counts in. A job folds these lines into the sums; a reader adds what is not folded yet.
create table ticket_tally (
  list text not null,
  owner uuid not null,
  -- The group, where an owner's count is told apart by it.
  part uuid not null,
  count bigint not null,
  primary key (list, owner, part)
);
create table ticket_tally_delta (
  id bigint generated always as identity primary key,
  list text not null,
  owner uuid not null,
  part uuid not null,
  delta bigint not null
) with (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);
create index ticket_tally_delta_owner on ticket_tally_delta (list, owner);

-- The counters an open ticket stands in. Zero is the owner of what has no group.
create function ticket_tally_keys(t ticket, with_nodes boolean) returns table (list text, owner uuid, part uuid)
language sql stable as $$
  with kept as (
    select t.state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department') as is_open,
      coalesce(t.group_id, '00000000-0000-0000-0000-000000000000') as group_id
  ), departments as (
    select t.department_id as id where t.department_id is not null
    union
    select n.department_id from ticket_node n where with_nodes and n.ticket_id = t.id and n.state <> 'recalled'
  )
  select x.list, x.owner, x.part from kept, lateral (
    select 'mine' as list, t.assignee_id as owner, '00000000-0000-0000-0000-000000000000'::uuid as part where t.assignee_id is not null
    union all select 'responsible', t.first_responsible_id, '00000000-0000-0000-0000-000000000000'
    union all select 'group', kept.group_id, '00000000-0000-0000-0000-000000000000'
    union all select 'new', kept.group_id, '00000000-0000-0000-0000-000000000000' where t.assignee_id is null
    union all select 'escalated', kept.group_id, '00000000-0000-0000-0000-000000000000' where t.escalated
    union all select 'escalated_own', person.id, kept.group_id
      from (select t.assignee_id as id union select t.first_responsible_id) person where t.escalated and person.id is not null
    union all select 'department', departments.id, '00000000-0000-0000-0000-000000000000' from departments
    union all select 'escalated_department', departments.id, '00000000-0000-0000-0000-000000000000' from departments where t.escalated
  ) x where kept.is_open
$$;

create function keep_ticket_tally() returns trigger language plpgsql as $$
begin
  insert into ticket_tally_delta (list, owner, part, delta)
  select k.list, k.owner, k.part, sum(k.delta) from (
    select list, owner, part, -1 as delta from ticket_tally_keys(old, true) where tg_op <> 'INSERT'
    -- Parts of departments that come with the ticket count themselves.
    union all select list, owner, part, 1 from ticket_tally_keys(new, tg_op = 'UPDATE') where tg_op <> 'DELETE'
  ) k group by 1, 2, 3 having sum(k.delta) <> 0;
  return null;
end $$;
create trigger ticket_tally_insert after insert or delete on ticket for each row execute function keep_ticket_tally();
create trigger ticket_tally_update after update of state, assignee_id, first_responsible_id, group_id, department_id, escalated on ticket
  for each row when (
    (old.state, old.assignee_id, old.first_responsible_id, old.group_id, old.department_id, old.escalated)
    is distinct from (new.state, new.assignee_id, new.first_responsible_id, new.group_id, new.department_id, new.escalated)
  ) execute function keep_ticket_tally();

-- A department that gets its first part of an open ticket, or whose last part is taken back.
create function keep_department_tally() returns trigger language plpgsql as $$
begin
  insert into ticket_tally_delta (list, owner, part, delta)
  select k.list, new.department_id, '00000000-0000-0000-0000-000000000000', case when new.state = 'recalled' then -1 else 1 end
  from ticket t, lateral (values ('department', true), ('escalated_department', t.escalated)) k (list, counts)
  where t.id = new.ticket_id and k.counts and t.department_id is distinct from new.department_id
    and t.state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department')
    and not exists (select from ticket_node n where n.ticket_id = new.ticket_id and n.department_id = new.department_id
      and n.id <> new.id and n.state <> 'recalled');
  return null;
end $$;
create trigger ticket_node_tally_insert after insert on ticket_node for each row when (new.state <> 'recalled')
  execute function keep_department_tally();
create trigger ticket_node_tally_update after update of state on ticket_node
  for each row when ((old.state = 'recalled') <> (new.state = 'recalled')) execute function keep_department_tally();

insert into ticket_tally (list, owner, part, count)
select k.list, k.owner, k.part, count(*) from ticket t, ticket_tally_keys(t, true) k group by 1, 2, 3;

-- Subjects by pairs of characters: any two neighbours are found, in Chinese too, without a dictionary in the database.
create function subject_pairs(subject text) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_agg(distinct substr(folded.text, i, 2)))
  from (select lower(normalize(subject, NFKC)) as text) folded, generate_series(1, greatest(length(folded.text) - 1, 1)) i
$$;
-- Apart from the ticket, whose row changes with every step.
create table ticket_subject (
  ticket_id uuid primary key references ticket (id) on delete cascade,
  pairs tsvector not null
);
create index ticket_subject_pairs on ticket_subject using gin (pairs);
create function keep_ticket_subject() returns trigger language plpgsql as $$
begin
  insert into ticket_subject (ticket_id, pairs) values (new.id, subject_pairs(new.subject))
  on conflict (ticket_id) do update set pairs = excluded.pairs;
  return null;
end $$;
create trigger ticket_subject_insert after insert on ticket for each row when (new.subject <> '') execute function keep_ticket_subject();
create trigger ticket_subject_update after update of subject on ticket
  for each row when (old.subject is distinct from new.subject and new.subject <> '') execute function keep_ticket_subject();
insert into ticket_subject (ticket_id, pairs) select id, subject_pairs(subject) from ticket where subject <> '';

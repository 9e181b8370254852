-- What a group's last answers took: asked for with every start and each move of its queue.
create index assignment_answered on assignment (group_id, started_at desc) where started_at is not null;

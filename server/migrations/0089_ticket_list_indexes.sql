-- A category is looked up within a group: its newest first, however rare it is there.
drop index ticket_category;
create index ticket_group_category on ticket (group_id, category, last_activity_at desc, id desc);

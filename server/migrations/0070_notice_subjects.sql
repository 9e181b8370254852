-- A notice is about any matter, not a conversation alone.
alter table notice add column subject_type text;
alter table notice add column subject_id uuid;
update notice set subject_type = 'conversation', subject_id = conversation_id where conversation_id is not null;
alter table notice drop column conversation_id;
alter table notice add constraint notice_subject_whole check ((subject_type is null) = (subject_id is null));
-- What was told of has been dealt with: the notice is stale.
alter table notice add column settled_at timestamptz;
create index notice_subject on notice (subject_id, kind) where settled_at is null;

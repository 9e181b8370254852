-- A long conversation has stopped hundreds of clocks; what each message asks for is the few that are open.
create index clock_open on clock (subject_id) where stopped_at is null;

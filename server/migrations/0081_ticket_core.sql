-- What creation was asked for: the same id again answers the same ticket, or says that it was another one.
alter table ticket add column digest bytea;
-- When the customer heard number, department and limit; null: somebody has to tell them (SOP 000 二(三), R28).
alter table ticket add column told_at timestamptz;
alter table ticket add column waiting_since timestamptz;
create index ticket_waiting_conversation on ticket (conversation_id) where state = 'waiting_customer' and conversation_id is not null;

-- A ticket waits for the customer's answer here: their next message says so to it, in the commit that stores the message.
alter table conversation add column awaited boolean not null default false;

-- Jobs enter the queue in the transaction of the business that wants them; the library's own tables stay closed.

-- p_key makes a job unique while it waits: the same key replaces it. Jobs of one task wait for one another,
-- so that a long import holds up imports and nothing else.
create function kontor.enqueue_job(p_task text, p_payload jsonb, p_key text default null) returns void
language sql
as $$
  select graphile_worker.add_job(p_task, p_payload::json, job_key => p_key, queue_name => p_task,
    max_attempts => 5)
$$;
alter function kontor.enqueue_job(text, jsonb, text) security definer;
alter function kontor.enqueue_job(text, jsonb, text) set search_path = public, pg_temp;
revoke all on function kontor.enqueue_job(text, jsonb, text) from public;
grant execute on function kontor.enqueue_job(text, jsonb, text) to kontor_app;

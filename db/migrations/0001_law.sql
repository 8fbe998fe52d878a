-- The law: what no command, no forgotten WHERE and no holder of the portal's password gets around.
-- Functions live in their own schema; they run as the owner, with a fixed search path, whoever fires them.

-- Usually the role is there already; an account that may not create roles must get past this line.
do $$ begin
  if not exists (select from pg_roles where rolname = 'plimsoll_app') then
    create role plimsoll_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
--> statement-breakpoint
create schema law;
--> statement-breakpoint
create function law.refuse(law text, message text) returns void language plpgsql as $$
begin
  raise exception using message = message, errcode = 'check_violation', constraint = law;
end $$;
--> statement-breakpoint

-- 1 ── What is written once ─────────────────────────────────────────────────────────────────────────────────────────────

create function law.never() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.refuse('law_append_only', format('%s: a row is never %s', tg_table_name,
    case tg_op when 'UPDATE' then 'changed' else 'removed' end));
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  frozen text[] := array['audit_events', 'review_snapshots', 'assessments', 'assessment_levels', 'decisions', 'conditions',
    'change_requests', 'change_request_questions', 'answer_authors', 'rubric_versions', 'review_transitions'];
  kept text[] := array['audit_heads', 'people', 'role_grants', 'launches', 'reviews', 'answers', 'scorings', 'harm_scores',
    'control_credits'];
  name text;
begin
  foreach name in array frozen || kept loop
    execute format('create trigger a_never_removed before delete or truncate on %I for each statement execute function law.never()', name);
  end loop;
  foreach name in array frozen loop
    execute format('create trigger a_never_changed before update on %I for each statement execute function law.never()', name);
  end loop;
end $$;
--> statement-breakpoint
create trigger b_ends_once before update on role_grants for each row when (old.revoked_at is not null) execute function law.never();
--> statement-breakpoint

-- 2 ── The audit log: a hash chain per stream ───────────────────────────────────────────────────────────────────────────

-- Length and bytes, so that no two rows share a text; a dash for null.
create function law.netstring(value text) returns text language sql immutable parallel safe
  return coalesce(octet_length(value) || ':' || value, '-');
--> statement-breakpoint
-- Locks the head of the stream, so two writers of one stream queue here until the first commits.
create function law.link_event() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  head audit_heads;
begin
  if num_nonnulls(new.seq, new.prev, new.hash) > 0 then
    perform law.refuse('law_chain', 'audit_events: number and hashes are given by the chain');
  end if;
  select * into head from audit_heads where stream = new.stream for update;
  if not found then
    insert into audit_heads (stream, seq, hash) values (new.stream, 0, '') on conflict do nothing;
    select * into strict head from audit_heads where stream = new.stream for update;
  end if;
  new.seq := head.seq + 1;
  new.prev := head.hash;
  new.hash_version := 1;
  new.tx := pg_current_xact_id();
  new.hash := encode(sha256(convert_to(concat(
    law.netstring(new.hash_version::text), law.netstring(new.stream), law.netstring(new.seq::text),
    law.netstring((extract(epoch from new.at) * 1000000)::bigint::text), law.netstring(new.type),
    law.netstring(new.actor_id::text), law.netstring(new.actor_role), law.netstring(new.audience),
    law.netstring(new.reason), law.netstring(new.body), law.netstring(new.prev)), 'UTF8')), 'hex');
  update audit_heads set seq = new.seq, hash = new.hash where stream = new.stream;
  return new;
end $$;
--> statement-breakpoint
create trigger b_chain before insert on audit_events for each row execute function law.link_event();
--> statement-breakpoint

-- 3 ── Nothing changes around the log: at commit, each changed record has an event of this transaction ──────────────────

-- Whoever records holds the stream's head until the end, so only the last entry can be of this transaction.
create function law.require_event(of_stream text, of_table text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from audit_heads head join audit_events event on event.stream = head.stream and event.seq = head.seq
    where head.stream = of_stream and event.tx = pg_current_xact_id()) then
    perform law.refuse('law_recorded', format('%s changed, but the transaction recorded no event of %s', of_table, of_stream));
  end if;
end $$;
--> statement-breakpoint
create function law.recorded_by_id() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event(tg_argv[0] || ':' || coalesce(new.id, old.id), tg_table_name);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_review() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('review:' || coalesce(new.review_id, old.review_id), tg_table_name);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_person() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('person:' || coalesce(new.person_id, old.person_id), tg_table_name);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_scoring() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('review:' || review_id, tg_table_name) from scorings where id = coalesce(new.scoring_id, old.scoring_id);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_assessment() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('review:' || review_id, tg_table_name) from assessments where id = coalesce(new.assessment_id, old.assessment_id);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_request() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('review:' || review_id, tg_table_name) from change_requests where id = coalesce(new.request_id, old.request_id);
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  rule record;
begin
  for rule in
    select * from (values
      ('launches', 'recorded_by_id(''launch'')'), ('reviews', 'recorded_by_id(''review'')'), ('people', 'recorded_by_id(''person'')'),
      ('role_grants', 'recorded_by_person()'),
      ('answers', 'recorded_by_review()'), ('answer_authors', 'recorded_by_review()'), ('review_participants', 'recorded_by_review()'),
      ('review_snapshots', 'recorded_by_review()'), ('change_requests', 'recorded_by_review()'), ('scorings', 'recorded_by_review()'),
      ('assessments', 'recorded_by_review()'), ('decisions', 'recorded_by_review()'), ('conditions', 'recorded_by_review()'),
      ('harm_scores', 'recorded_by_scoring()'), ('control_credits', 'recorded_by_scoring()'),
      ('assessment_levels', 'recorded_by_assessment()'), ('change_request_questions', 'recorded_by_request()')
    ) as rules (name, call)
  loop
    execute format('create constraint trigger z_recorded after insert or update or delete on %I
      deferrable initially deferred for each row execute function law.%s', rule.name, rule.call);
  end loop;
end $$;
--> statement-breakpoint

-- 4 ── A version counts every change, so nobody overwrites what they have not seen ──────────────────────────────────────

create function law.count_version() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.version <> 1 then
    perform law.refuse('law_version', format('%s: the first version is 1', tg_table_name));
  elsif tg_op = 'UPDATE' and new.version <> old.version + 1 then
    perform law.refuse('law_version', format('%s: version %s follows %s', tg_table_name, new.version, old.version));
  end if;
  return new;
end $$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['launches', 'reviews', 'answers', 'scorings', 'harm_scores', 'control_credits'] loop
    execute format('create trigger b_version before insert or update on %I for each row execute function law.count_version()', name);
  end loop;
end $$;
--> statement-breakpoint

-- 5 ── A review moves along its transitions ─────────────────────────────────────────────────────────────────────────────

insert into review_transitions (from_state, to_state) values
  ('draft', 'triaged'), ('draft', 'logged'), ('draft', 'withdrawn'),
  ('triaged', 'draft'), ('triaged', 'in_review'), ('triaged', 'logged'), ('triaged', 'withdrawn'),
  ('in_review', 'changes_requested'), ('in_review', 'scored'), ('in_review', 'withdrawn'),
  ('changes_requested', 'in_review'), ('changes_requested', 'withdrawn'),
  ('scored', 'changes_requested'), ('scored', 'escalated'), ('scored', 'decided'), ('scored', 'withdrawn'),
  ('escalated', 'changes_requested'), ('escalated', 'decided'), ('escalated', 'withdrawn'),
  ('logged', 'triaged');
--> statement-breakpoint
create function law.move_review() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.round <> 1 then
      perform law.refuse('law_review_moves', 'reviews: a review begins as a draft in round 1');
    end if;
    return new;
  end if;
  if old.state in ('decided', 'withdrawn') then
    perform law.refuse('law_review_frozen', format('reviews: %s is %s and stays as it is', old.id, old.state));
  end if;
  if (new.id, new.launch_id, new.previous_id, new.team_id, new.submitter_id, new.created_at)
    is distinct from (old.id, old.launch_id, old.previous_id, old.team_id, old.submitter_id, old.created_at) then
    perform law.refuse('law_review_identity', 'reviews: what a review is about and who submitted it never change');
  end if;
  if new.round not in (old.round, old.round + 1) then
    perform law.refuse('law_review_moves', format('reviews: round %s does not follow %s', new.round, old.round));
  end if;
  if new.state <> old.state
    and not exists (select from review_transitions where from_state = old.state and to_state = new.state) then
    perform law.refuse('law_review_moves', format('reviews: no way leads from %s to %s', old.state, new.state));
  end if;
  if new.state = 'decided' and not exists (
    select from decisions where review_id = new.id and round = new.round and outcome = new.outcome
      and outcome not in ('escalate', 'request_changes')) then
    perform law.refuse('law_review_decided', 'reviews: decided needs the decision it names');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_moves before insert or update on reviews for each row execute function law.move_review();
--> statement-breakpoint

-- 6 ── Answers change only while their questions are open ───────────────────────────────────────────────────────────────

-- FOR SHARE: a submission waits for answers on their way, and an answer that comes after it is refused.
create function law.open_question() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  review_state text;
  triage boolean := starts_with(new.question_key, 'triage.');
begin
  if tg_op = 'UPDATE' and (new.review_id, new.question_key) is distinct from (old.review_id, old.question_key) then
    perform law.refuse('law_answer_identity', 'answers: an answer stays with its review and question');
  end if;
  select state into review_state from reviews where id = new.review_id for share;
  if not coalesce(case review_state
    when 'draft' then triage
    when 'triaged' then not triage
    when 'in_review' then not triage
    -- The questions named in the request, and those that nobody had answered in the last round: new ones may come up.
    when 'changes_requested' then not triage and (
      exists (
        select from change_request_questions q
        where q.question_key = new.question_key and q.request_id = (
          select id from change_requests where review_id = new.review_id order by round desc limit 1))
      or not exists (
        select from review_snapshots s
        where s.review_id = new.review_id and s.answers ? new.question_key and s.round = (
          select max(round) from review_snapshots where review_id = new.review_id)))
  end, false) then
    perform law.refuse('law_answer_open', format('answers: %s is closed while the review is %s', new.question_key, coalesce(review_state, 'unknown')));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_open before insert or update on answers for each row execute function law.open_question();
--> statement-breakpoint

-- 7 ── Scores end when they are locked ──────────────────────────────────────────────────────────────────────────────────

create function law.lock_scoring() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.locked_at is not null then perform law.refuse('law_scoring_locked', 'scorings: a scoring begins open'); end if;
  elsif old.locked_at is not null then
    perform law.refuse('law_scoring_locked', 'scorings: locked once, locked for good');
  elsif (new.id, new.review_id, new.round, new.kind, new.scorer_id, new.started_at)
    is distinct from (old.id, old.review_id, old.round, old.kind, old.scorer_id, old.started_at) then
    perform law.refuse('law_scoring_identity', 'scorings: who scores what never changes');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_lock before insert or update on scorings for each row execute function law.lock_scoring();
--> statement-breakpoint
create function law.open_scoring() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.scoring_id <> old.scoring_id then
    perform law.refuse('law_score_identity', format('%s: a score stays with its scoring', tg_table_name));
  end if;
  perform from scorings where id = new.scoring_id and locked_at is null for share;
  if not found then
    perform law.refuse('law_scoring_locked', format('%s: the scoring is locked', tg_table_name));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_open before insert or update on harm_scores for each row execute function law.open_scoring();
--> statement-breakpoint
create trigger c_open before insert or update on control_credits for each row execute function law.open_scoring();
--> statement-breakpoint

-- 8 ── A review is decided by somebody else, whatever roles they hold ───────────────────────────────────────────────────

create function law.decide_review() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  review reviews;
begin
  select * into review from reviews where id = new.review_id for share;
  if review.state is null or review.state not in ('scored', 'escalated') or new.round <> review.round then
    perform law.refuse('law_decision_ready', 'decisions: a review is decided in its current round, once its scores are locked');
  end if;
  if new.decided_by = review.submitter_id
    or exists (select from people where id = new.decided_by and team_id = review.team_id)
    or exists (select from answer_authors where review_id = new.review_id and person_id = new.decided_by) then
    perform law.refuse('law_decision_other', 'decisions: the submitter, the submitting team and whoever wrote an answer do not decide');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_decide before insert on decisions for each row execute function law.decide_review();
--> statement-breakpoint

-- 9 ── What the portal's role may do, table by table; columns that never change cannot be updated ───────────────────────

revoke create on schema public from public;
--> statement-breakpoint
-- The heads hold nothing that the events do not: reading them lets the portal verify its own log.
grant select on audit_events, audit_heads, teams, people, role_grants, launches, reviews, review_transitions, review_participants,
  answers, answer_authors, review_snapshots, change_requests, change_request_questions, scorings, harm_scores, control_credits,
  assessments, assessment_levels, decisions, conditions, rubric_versions, idempotency_keys, sign_in_failures, "user", session,
  account, verification to plimsoll_app;
--> statement-breakpoint
grant insert (stream, at, type, actor_id, actor_role, audience, reason, body) on audit_events to plimsoll_app;
--> statement-breakpoint
grant insert on teams, people, role_grants, launches, reviews, review_participants, answers, answer_authors, review_snapshots,
  change_requests, change_request_questions, scorings, harm_scores, control_credits, assessments, assessment_levels, decisions,
  conditions, rubric_versions, idempotency_keys, sign_in_failures, "user", session, account, verification to plimsoll_app;
--> statement-breakpoint
grant update (name, kind, time_zone) on teams to plimsoll_app;
--> statement-breakpoint
grant update (user_id, name, email, title, time_zone, team_id, demo, disabled_at) on people to plimsoll_app;
--> statement-breakpoint
grant update (revoked_at, revoked_by) on role_grants to plimsoll_app;
--> statement-breakpoint
grant update (title, summary, owner_id, launch_on, markets, version) on launches to plimsoll_app;
--> statement-breakpoint
grant update (state, round, version, reviewer_id, triage_version_id, full_version_id, tier, tier_rule, tier_because, tier_by_rule,
  due_on, late, audit_sample, residual, outcome, triaged_at, submitted_at, decided_at, changed_at) on reviews to plimsoll_app;
--> statement-breakpoint
grant update (rubric_version_id, state, note, val_choice, val_num, val_bool, val_date, val_text, val_json, version, updated_by,
  updated_at) on answers to plimsoll_app;
--> statement-breakpoint
grant update (locked_at, version) on scorings to plimsoll_app;
--> statement-breakpoint
grant update (likelihood, likelihood_reason, gravity, gravity_reason, wide_scope, irreversible, confidence, probability,
  no_mechanism_reason, no_mechanism_by, added, version, updated_at) on harm_scores to plimsoll_app;
--> statement-breakpoint
grant update (strength, status, note, version, updated_at) on control_credits to plimsoll_app;
--> statement-breakpoint
grant update on "user", session, account, verification to plimsoll_app;
--> statement-breakpoint
grant update (result) on idempotency_keys to plimsoll_app;
--> statement-breakpoint
grant delete on session, account, verification, sign_in_failures, idempotency_keys to plimsoll_app;
--> statement-breakpoint
grant usage on sequence launches_number_seq, sign_in_failures_id_seq to plimsoll_app;

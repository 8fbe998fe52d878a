-- What a command promises, kept by the database too: scores behind "scored", hands that do not change in the act, a launch that stays as it was judged.

-- 1 ── A review is scored once the locked scores of its round, and what the rules made of them, are kept ────────────────

create or replace function law.move_review() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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
  if new.state = 'scored' and (old.state <> 'scored' or new.round <> old.round) and not exists (
    select from assessments a join scorings s on s.id = a.scoring_id
    where a.review_id = new.id and a.round = new.round and s.review_id = new.id and s.round = new.round
      and s.locked_at is not null) then
    perform law.refuse('law_review_scored', format('reviews: scored needs the assessment of round %s, made of locked scores', new.round));
  end if;
  if new.state = 'decided' and not exists (
    select from decisions where review_id = new.id and round = new.round and outcome = new.outcome
      and outcome not in ('escalate', 'request_changes')) then
    perform law.refuse('law_review_decided', 'reviews: decided needs the decision it names');
  end if;
  return new;
end $$;
--> statement-breakpoint

-- 2 ── Nobody changes team to decide: whoever left the submitting team in this transaction counts as still in it ────────

create table law.team_moves (
  person_id uuid primary key references people (id),
  -- The transaction that moved them last, savepoints included.
  tx xid8 not null
);
--> statement-breakpoint
create function law.note_team_move() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into law.team_moves (person_id, tx) values (new.id, pg_current_xact_id())
    on conflict (person_id) do update set tx = excluded.tx;
  return null;
end $$;
--> statement-breakpoint
create trigger d_team_move after update of team_id on people for each row
  when (old.team_id is distinct from new.team_id) execute function law.note_team_move();
--> statement-breakpoint
create or replace function law.decide_review() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  review reviews;
begin
  select * into review from reviews where id = new.review_id for share;
  if review.state is null or review.state not in ('scored', 'escalated') or new.round <> review.round then
    perform law.refuse('law_decision_ready', 'decisions: a review is decided in its current round, once its scores are locked');
  end if;
  -- FOR SHARE: a change of team on its way is waited for.
  perform from people where id = new.decided_by for share;
  if new.decided_by = review.submitter_id
    or exists (select from people where id = new.decided_by and team_id = review.team_id)
    or exists (select from law.team_moves where person_id = new.decided_by and tx = pg_current_xact_id())
    or exists (select from answer_authors where review_id = new.review_id and person_id = new.decided_by) then
    perform law.refuse('law_decision_other', 'decisions: the submitter, the submitting team and whoever wrote an answer do not decide, nor does anybody in the transaction that moves them to another team');
  end if;
  return new;
end $$;
--> statement-breakpoint

-- 3 ── A launch is described anew only while its first review is being answered: what was judged stays what was judged ──

-- FOR SHARE: a submission on its way is waited for, and one that comes later waits.
create function law.open_launch() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from reviews where launch_id = old.id for share;
  if exists (
    select from reviews where launch_id = old.id
      and (previous_id is not null or state not in ('draft', 'triaged', 'changes_requested'))) then
    perform law.refuse('law_launch_judged', format('launches: %s was submitted or judged as it is described', old.id));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_open before update on launches for each row execute function law.open_launch();
--> statement-breakpoint

-- 4 ── A used form key is forgotten after seven days, not before ────────────────────────────────────────────────────────

-- An hour less, for the clock of the portal may differ from this one.
create function law.keep_key() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.created_at > now() - interval '7 days' + interval '1 hour' then
    perform law.refuse('law_key_kept', 'idempotency_keys: a used key is kept for seven days');
  end if;
  return old;
end $$;
--> statement-breakpoint
create trigger c_kept before delete on idempotency_keys for each row execute function law.keep_key();

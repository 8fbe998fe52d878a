-- How an open review moves between the versions of its rubrics, and whose answers a new launch begins with.

-- 1 ── A review moves while it was never submitted; a move is taken back once, and only from where it led ───────────────

create function law.move_version() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  review reviews;
begin
  select * into review from reviews where id = new.review_id for update;
  if review.state is null or review.state not in ('draft', 'triaged') or review.submitted_at is not null then
    perform law.refuse('law_move_open', 'review_moves: a review that was submitted keeps its versions');
  end if;
  if tg_op = 'INSERT' then
    if new.undone_at is not null then
      perform law.refuse('law_move_undone', 'review_moves: a move is made before it is taken back');
    end if;
    if new.from_version_id not in (review.triage_version_id, review.full_version_id) then
      perform law.refuse('law_move_from', 'review_moves: the review is not on the version it would leave');
    end if;
    if new.from_version_id = new.to_version_id
      or (select key from rubric_versions where id = new.from_version_id)
        is distinct from (select key from rubric_versions where id = new.to_version_id) then
      perform law.refuse('law_move_rubric', 'review_moves: a review moves to another version of the same rubric');
    end if;
    return new;
  end if;
  if old.undone_at is not null or new.undone_at is null
    or (new.id, new.review_id, new.from_version_id, new.to_version_id, new.moved_by, new.moved_at)
      is distinct from (old.id, old.review_id, old.from_version_id, old.to_version_id, old.moved_by, old.moved_at) then
    perform law.refuse('law_move_undone', 'review_moves: a move is taken back once, and otherwise stays as it was');
  end if;
  if old.to_version_id not in (review.triage_version_id, review.full_version_id) then
    perform law.refuse('law_move_latest', 'review_moves: only the latest move is taken back');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_moves before insert or update on review_moves for each row execute function law.move_version();
--> statement-breakpoint

-- 2 ── A review changes its version by a move on record, and never after it was submitted ───────────────────────────────

create function law.keep_version() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state not in ('draft', 'triaged') or new.state not in ('draft', 'triaged') or new.submitted_at is not null then
    perform law.refuse('law_version_kept', format('reviews: %s was submitted and keeps its versions', old.id));
  end if;
  if exists (
    select from (values (old.triage_version_id, new.triage_version_id), (old.full_version_id, new.full_version_id)) as step (was, is_now)
    where was <> is_now and not exists (
      select from review_moves m where m.review_id = new.id
        and ((m.from_version_id = was and m.to_version_id = is_now and m.undone_at is null)
          or (m.from_version_id = is_now and m.to_version_id = was and m.undone_at is not null)))) then
    perform law.refuse('law_version_moved', format('reviews: %s changes its version without a move', old.id));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger d_version before update on reviews for each row
  when ((old.triage_version_id, old.full_version_id) is distinct from (new.triage_version_id, new.full_version_id))
  execute function law.keep_version();
--> statement-breakpoint

-- 3 ── Somebody stands by an answer again once; what was asked of them, and why, stays ──────────────────────────────────

create function law.settle_answer() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.settled is not null then
      perform law.refuse('law_settled_once', 'answers_to_reconfirm: it begins open');
    end if;
    return new;
  end if;
  if old.settled is not null or new.settled is null
    or (new.id, new.review_id, new.question_key, new.cause, new.why, new.move_id, new.from_review_id, new.last_true_at, new.since)
      is distinct from (old.id, old.review_id, old.question_key, old.cause, old.why, old.move_id, old.from_review_id, old.last_true_at, old.since) then
    perform law.refuse('law_settled_once', 'answers_to_reconfirm: it is settled once, and otherwise stays as it was');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_settled before insert or update on answers_to_reconfirm for each row execute function law.settle_answer();
--> statement-breakpoint
create trigger c_open_review before insert on answers_to_reconfirm for each row execute function law.open_review();
--> statement-breakpoint

-- 4 ── A launch begins with answers of its own team alone ───────────────────────────────────────────────────────────────

create function law.earlier_launch() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from launches where id = new.earlier_launch_id and team_id = new.team_id)
    or not exists (select from reviews where launch_id = new.earlier_launch_id and outcome in ('approve', 'approve_with_conditions')) then
    perform law.refuse('law_launch_earlier', 'launches: it begins with an approved launch of the same team');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_earlier before insert or update of earlier_launch_id on launches for each row
  when (new.earlier_launch_id is not null) execute function law.earlier_launch();

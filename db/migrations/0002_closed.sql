-- Nothing is added to a review that is closed, and no level to scores that are locked.

-- FOR SHARE: whoever adds waits for a decision on its way, and comes too late.
create function law.open_review() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  review_state text;
begin
  select state into review_state from reviews where id = new.review_id for share;
  if review_state in ('decided', 'withdrawn') then
    perform law.refuse('law_review_closed', format('%s: the review is %s, nothing is added to it', tg_table_name, review_state));
  end if;
  return new;
end $$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['review_snapshots', 'change_requests', 'scorings', 'assessments', 'conditions'] loop
    execute format('create trigger c_open_review before insert on %I for each row execute function law.open_review()', name);
  end loop;
end $$;
--> statement-breakpoint
create function law.open_assessment() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  review_state text;
begin
  select state into review_state from reviews
    where id = (select review_id from assessments where id = new.assessment_id) for share;
  if review_state in ('scored', 'escalated', 'decided', 'withdrawn') then
    perform law.refuse('law_review_closed', format('assessment_levels: the scores are locked, the review is %s', review_state));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_open_review before insert on assessment_levels for each row execute function law.open_assessment();
--> statement-breakpoint

-- Whoever writes an answer before it is submitted is its author, and so does not decide. While a review is judged only reviewers write.
create function law.note_author() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into answer_authors (review_id, person_id, first_at)
    select id, new.updated_by, new.updated_at from reviews where id = new.review_id and state in ('draft', 'triaged', 'changes_requested')
    on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create trigger d_author after insert or update on answers for each row execute function law.note_author();

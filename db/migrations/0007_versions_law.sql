-- Versions of rubrics: how a draft becomes law, and how an open review moves to a newer version.

-- 1 ── What is never changed, and what is never removed ─────────────────────────────────────────────────────────────────

do $$
declare
  frozen text[] := array['rubric_draft_transitions', 'rubric_remarks', 'rubric_backtests', 'rubric_backtest_rows',
    'rubric_publications', 'rubric_retirements', 'review_move_answers'];
  kept text[] := array['rubric_drafts', 'rubric_backtest_runs', 'review_moves', 'answers_to_reconfirm'];
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

-- 2 ── Nothing changes around the log ───────────────────────────────────────────────────────────────────────────────────

create function law.recorded_by_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('rubric:' || coalesce(new.draft_id, old.draft_id), tg_table_name);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_backtest() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('rubric:' || draft_id, tg_table_name) from rubric_backtests where id = coalesce(new.backtest_id, old.backtest_id);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_version() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('rubric-version:' || coalesce(new.version_id, old.version_id), tg_table_name);
  return null;
end $$;
--> statement-breakpoint
create function law.recorded_by_move() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform law.require_event('review:' || review_id, tg_table_name) from review_moves where id = coalesce(new.move_id, old.move_id);
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  rule record;
begin
  for rule in
    select * from (values
      ('rubric_drafts', 'recorded_by_id(''rubric'')'), ('rubric_remarks', 'recorded_by_draft()'),
      ('rubric_backtests', 'recorded_by_draft()'), ('rubric_publications', 'recorded_by_draft()'),
      ('rubric_backtest_rows', 'recorded_by_backtest()'), ('rubric_retirements', 'recorded_by_version()'),
      ('review_moves', 'recorded_by_review()'), ('answers_to_reconfirm', 'recorded_by_review()'),
      ('review_move_answers', 'recorded_by_move()')
    ) as rules (name, call)
  loop
    execute format('create constraint trigger z_recorded after insert or update or delete on %I
      deferrable initially deferred for each row execute function law.%s', rule.name, rule.call);
  end loop;
end $$;
--> statement-breakpoint

-- 3 ── A draft moves along its transitions; a changed text is a draft again ─────────────────────────────────────────────

insert into rubric_draft_transitions (from_state, to_state) values
  ('draft', 'in_consultation'), ('draft', 'withdrawn'),
  ('in_consultation', 'draft'), ('in_consultation', 'back_tested'), ('in_consultation', 'withdrawn'),
  ('back_tested', 'draft'), ('back_tested', 'published'), ('back_tested', 'withdrawn');
--> statement-breakpoint
create function law.move_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.revision <> 1 then
      perform law.refuse('law_draft_moves', 'rubric_drafts: a proposed version begins as a draft');
    end if;
    return new;
  end if;
  if old.state in ('published', 'withdrawn') then
    perform law.refuse('law_draft_frozen', format('rubric_drafts: %s %s is %s and stays as it is', old.key, old.version, old.state));
  end if;
  if new.revision <> old.revision + 1 then
    perform law.refuse('law_version', format('rubric_drafts: revision %s follows %s', new.revision, old.revision));
  end if;
  if (new.id, new.key, new.version, new.proposed_by, new.proposed_at) is distinct from (old.id, old.key, old.version, old.proposed_by, old.proposed_at) then
    perform law.refuse('law_draft_identity', 'rubric_drafts: what is proposed, and by whom, never changes');
  end if;
  if new.state <> old.state
    and not exists (select from rubric_draft_transitions where from_state = old.state and to_state = new.state) then
    perform law.refuse('law_draft_moves', format('rubric_drafts: no way leads from %s to %s', old.state, new.state));
  end if;
  if (new.sha256, new.canonical, new.source, new.effective_on) is distinct from (old.sha256, old.canonical, old.source, old.effective_on)
    and new.state <> 'draft' then
    perform law.refuse('law_draft_text', 'rubric_drafts: a changed text is a draft again: nobody has discussed or tested it');
  end if;
  if new.state = 'back_tested' and old.state <> 'back_tested'
    and not exists (select from rubric_backtests where draft_id = new.id and sha256 = new.sha256) then
    perform law.refuse('law_draft_tested', 'rubric_drafts: back-tested needs a back-test of exactly this text');
  end if;
  if new.state = 'published' and not exists (select from rubric_publications where draft_id = new.id) then
    perform law.refuse('law_draft_published', 'rubric_drafts: published needs the publication');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_moves before insert or update on rubric_drafts for each row execute function law.move_draft();
--> statement-breakpoint

-- 4 ── A back-test is of the text as it stands; somebody else publishes, and exactly what was tested ────────────────────

-- FOR SHARE: a change of the text on its way is waited for.
create function law.test_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from rubric_drafts where id = new.draft_id and sha256 = new.sha256 and state in ('draft', 'in_consultation', 'back_tested') for share;
  if not found then
    perform law.refuse('law_backtest_text', 'rubric_backtests: the draft has another text by now, or is closed');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_text before insert on rubric_backtests for each row execute function law.test_draft();
--> statement-breakpoint
create function law.publish_version() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  draft rubric_drafts;
begin
  select * into draft from rubric_drafts where id = new.draft_id for update;
  if draft.state is distinct from 'back_tested' then
    perform law.refuse('law_publish_tested', 'rubric_publications: only a back-tested draft is published');
  end if;
  if new.published_by = draft.proposed_by then
    perform law.refuse('law_publish_other', 'rubric_publications: whoever proposed a version does not publish it');
  end if;
  perform from rubric_backtests where id = new.backtest_id and draft_id = draft.id and sha256 = draft.sha256;
  if not found then
    perform law.refuse('law_publish_tested', 'rubric_publications: the back-test was of another text');
  end if;
  perform from rubric_versions where id = new.version_id and key = draft.key and version = draft.version
    and sha256 = draft.sha256 and canonical = draft.canonical;
  if not found then
    perform law.refuse('law_publish_text', 'rubric_publications: the version is not the draft that was tested');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger c_publish before insert on rubric_publications for each row execute function law.publish_version();
--> statement-breakpoint

-- The library of an installation comes as one; whatever follows is published by somebody.
create function law.known_version() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from rubric_versions where key = new.key and id <> new.id and xmin <> pg_current_xact_id()::xid)
    and not exists (select from rubric_publications where version_id = new.id) then
    perform law.refuse('law_version_published', format('rubric_versions: %s %s is new and nobody published it', new.key, new.version));
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger y_published after insert on rubric_versions deferrable initially deferred
  for each row execute function law.known_version();
--> statement-breakpoint

-- 5 ── What the portal's role may do ────────────────────────────────────────────────────────────────────────────────────

grant select, insert on rubric_drafts, rubric_remarks, rubric_backtests, rubric_backtest_rows, rubric_backtest_runs,
  rubric_publications, rubric_retirements, review_moves, review_move_answers, answers_to_reconfirm to plimsoll_app;
--> statement-breakpoint
grant select on rubric_draft_transitions to plimsoll_app;
--> statement-breakpoint
grant update (base_version_id, source, canonical, sha256, effective_on, state, reason, revision, changed_at) on rubric_drafts to plimsoll_app;
--> statement-breakpoint
grant update (heard_at, done, total, ended_at, failure) on rubric_backtest_runs to plimsoll_app;
--> statement-breakpoint
grant update (undone_by, undone_at) on review_moves to plimsoll_app;
--> statement-breakpoint
grant update (settled, settled_by, settled_at) on answers_to_reconfirm to plimsoll_app;

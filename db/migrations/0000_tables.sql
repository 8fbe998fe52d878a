CREATE TABLE "audit_events" (
	"stream" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"actor_id" uuid,
	"actor_role" text NOT NULL,
	"audience" text NOT NULL,
	"reason" text,
	"body" text NOT NULL,
	"prev" text NOT NULL,
	"hash" text NOT NULL,
	"hash_version" smallint DEFAULT 1 NOT NULL,
	"tx" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "audit_events_stream_seq_pk" PRIMARY KEY("stream","seq"),
	CONSTRAINT "audit_events_audience_ck" CHECK ("audit_events"."audience" in ('record', 'assessment'))
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"stream" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"title" text NOT NULL,
	"time_zone" text NOT NULL,
	"team_id" uuid NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "people_user_id_unique" UNIQUE("user_id")
);
--> statement-breakpoint
CREATE TABLE "role_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_by" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" uuid,
	CONSTRAINT "role_grants_role_ck" CHECK ("role_grants"."role" in ('submitter', 'reviewer', 'lead', 'council', 'incident_manager', 'partnerships', 'conduct_decider', 'appeals', 'consultant', 'analyst', 'auditor', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"time_zone" text NOT NULL,
	CONSTRAINT "teams_slug_unique" UNIQUE("slug"),
	CONSTRAINT "teams_kind_ck" CHECK ("teams"."kind" in ('product', 'safety', 'partnerships', 'legal', 'operations'))
);
--> statement-breakpoint
CREATE TABLE "answer_authors" (
	"review_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_authors_review_id_person_id_pk" PRIMARY KEY("review_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"review_id" uuid NOT NULL,
	"question_key" text NOT NULL,
	"rubric_version_id" uuid NOT NULL,
	"state" text NOT NULL,
	"note" text,
	"val_choice" text,
	"val_num" numeric,
	"val_bool" boolean,
	"val_date" date,
	"val_text" text,
	"val_json" jsonb,
	"version" integer NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answers_review_id_question_key_pk" PRIMARY KEY("review_id","question_key"),
	CONSTRAINT "answers_state_ck" CHECK ("answers"."state" in ('answered', 'unknown', 'n_a', 'blank')),
	CONSTRAINT "answers_reason_ck" CHECK ("answers"."state" <> 'n_a' or char_length("answers"."note") > 0),
	CONSTRAINT "answers_value_ck" CHECK (num_nonnulls("answers"."val_choice", "answers"."val_num", "answers"."val_bool", "answers"."val_date", "answers"."val_text", "answers"."val_json") = case when "answers"."state" = 'answered' then 1 else 0 end)
);
--> statement-breakpoint
CREATE TABLE "assessment_levels" (
	"assessment_id" uuid NOT NULL,
	"harm" text NOT NULL,
	"inherent" text NOT NULL,
	"current" text NOT NULL,
	"target" text NOT NULL,
	"likelihood" smallint NOT NULL,
	"severity" smallint NOT NULL,
	"probability" numeric,
	CONSTRAINT "assessment_levels_assessment_id_harm_pk" PRIMARY KEY("assessment_id","harm")
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scoring_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"inherent" text NOT NULL,
	"current" text NOT NULL,
	"target" text NOT NULL,
	"multi_risk" boolean NOT NULL,
	"proposal" text NOT NULL,
	"result" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "assessments_scoring_id_unique" UNIQUE("scoring_id")
);
--> statement-breakpoint
CREATE TABLE "change_request_questions" (
	"request_id" uuid NOT NULL,
	"question_key" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "change_request_questions_request_id_question_key_pk" PRIMARY KEY("request_id","question_key")
);
--> statement-breakpoint
CREATE TABLE "change_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"note" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	CONSTRAINT "change_requests_uq" UNIQUE("review_id","round"),
	CONSTRAINT "change_requests_note_ck" CHECK (char_length("change_requests"."note") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "conditions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"text" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"gate" text NOT NULL,
	"gate_value" integer,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conditions_gate_ck" CHECK ("conditions"."gate" in ('before_launch', 'before_ramp', 'within_days')),
	CONSTRAINT "conditions_gate_value_ck" CHECK (("conditions"."gate" = 'before_launch') = ("conditions"."gate_value" is null)),
	CONSTRAINT "conditions_text_ck" CHECK (char_length("conditions"."text") between 1 and 600)
);
--> statement-breakpoint
CREATE TABLE "control_credits" (
	"scoring_id" uuid NOT NULL,
	"control_id" text NOT NULL,
	"strength" smallint NOT NULL,
	"status" text NOT NULL,
	"note" text NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "control_credits_scoring_id_control_id_pk" PRIMARY KEY("scoring_id","control_id"),
	CONSTRAINT "control_credits_strength_ck" CHECK ("control_credits"."strength" between 0 and 3)
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"outcome" text NOT NULL,
	"proposal" text NOT NULL,
	"residual" text NOT NULL,
	"authority" text NOT NULL,
	"reasons" text NOT NULL,
	"override_reason" text,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"expires_on" date,
	CONSTRAINT "decisions_outcome_ck" CHECK ("decisions"."outcome" in ('approve', 'approve_with_conditions', 'request_changes', 'escalate', 'block')),
	CONSTRAINT "decisions_authority_ck" CHECK ("decisions"."authority" in ('reviewer', 'lead', 'council')),
	CONSTRAINT "decisions_reasons_ck" CHECK (char_length("decisions"."reasons") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "harm_scores" (
	"scoring_id" uuid NOT NULL,
	"harm" text NOT NULL,
	"likelihood" smallint,
	"likelihood_reason" text,
	"gravity" smallint,
	"gravity_reason" text,
	"wide_scope" boolean,
	"irreversible" boolean,
	"confidence" text,
	"probability" numeric,
	"no_mechanism_reason" text,
	"no_mechanism_by" uuid,
	"added" boolean DEFAULT false NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "harm_scores_scoring_id_harm_pk" PRIMARY KEY("scoring_id","harm"),
	CONSTRAINT "harm_scores_likelihood_ck" CHECK ("harm_scores"."likelihood" between 1 and 5 and ("harm_scores"."likelihood" is null or "harm_scores"."likelihood_reason" is not null)),
	CONSTRAINT "harm_scores_gravity_ck" CHECK ("harm_scores"."gravity" between 1 and 5 and ("harm_scores"."gravity" is null or "harm_scores"."gravity_reason" is not null)),
	CONSTRAINT "harm_scores_probability_ck" CHECK ("harm_scores"."probability" between 0 and 100),
	CONSTRAINT "harm_scores_attested_ck" CHECK (("harm_scores"."no_mechanism_by" is null) = ("harm_scores"."no_mechanism_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"person_id" uuid NOT NULL,
	"command" text NOT NULL,
	"key" text NOT NULL,
	"body_sha256" text NOT NULL,
	"result" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_person_id_command_key_pk" PRIMARY KEY("person_id","command","key")
);
--> statement-breakpoint
CREATE TABLE "launches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" serial NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"team_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"launch_on" date NOT NULL,
	"markets" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')) STORED,
	CONSTRAINT "launches_number_unique" UNIQUE("number"),
	CONSTRAINT "launches_title_ck" CHECK (char_length("launches"."title") between 1 and 120),
	CONSTRAINT "launches_summary_ck" CHECK (char_length("launches"."summary") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "review_participants" (
	"review_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "review_participants_review_id_person_id_role_pk" PRIMARY KEY("review_id","person_id","role"),
	CONSTRAINT "review_participants_role_ck" CHECK ("review_participants"."role" in ('reviewer', 'council', 'consultant'))
);
--> statement-breakpoint
CREATE TABLE "review_snapshots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"rubric_key" text NOT NULL,
	"rubric_version" text NOT NULL,
	"rubric_sha256" text NOT NULL,
	"answers" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"taken_by" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "review_snapshots_uq" UNIQUE("review_id","round","rubric_key")
);
--> statement-breakpoint
CREATE TABLE "review_transitions" (
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	CONSTRAINT "review_transitions_from_state_to_state_pk" PRIMARY KEY("from_state","to_state")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"launch_id" uuid NOT NULL,
	"previous_id" uuid,
	"state" text NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"team_id" uuid NOT NULL,
	"submitter_id" uuid NOT NULL,
	"reviewer_id" uuid,
	"triage_version_id" uuid NOT NULL,
	"full_version_id" uuid NOT NULL,
	"tier" text,
	"tier_rule" text,
	"tier_because" text,
	"tier_by_rule" text,
	"due_on" date,
	"late" boolean DEFAULT false NOT NULL,
	"audit_sample" boolean DEFAULT false NOT NULL,
	"residual" text,
	"outcome" text,
	"created_at" timestamp with time zone NOT NULL,
	"triaged_at" timestamp with time zone,
	"submitted_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"changed_at" timestamp with time zone NOT NULL,
	"queue_rank" integer GENERATED ALWAYS AS (case tier when 'T4' then 0 when 'T3' then 1 when 'T2' then 2 when 'T1' then 3 else 4 end * 100000 + coalesce(due_on - date '2000-01-01', 99999)) STORED,
	CONSTRAINT "reviews_state_ck" CHECK ("reviews"."state" in ('draft', 'triaged', 'in_review', 'changes_requested', 'scored', 'escalated', 'decided', 'logged', 'withdrawn')),
	CONSTRAINT "reviews_tier_ck" CHECK ("reviews"."tier" in ('T0', 'T1', 'T2', 'T3', 'T4')),
	CONSTRAINT "reviews_triaged_ck" CHECK ("reviews"."state" in ('draft', 'withdrawn') or "reviews"."tier" is not null),
	CONSTRAINT "reviews_decided_ck" CHECK (("reviews"."state" = 'decided') = ("reviews"."outcome" is not null and "reviews"."decided_at" is not null)),
	CONSTRAINT "reviews_round_ck" CHECK ("reviews"."round" between 1 and 50)
);
--> statement-breakpoint
CREATE TABLE "scorings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"kind" text NOT NULL,
	"scorer_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"locked_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "scorings_uq" UNIQUE("review_id","round","kind"),
	CONSTRAINT "scorings_kind_ck" CHECK ("scorings"."kind" in ('first', 'second', 'consensus'))
);
--> statement-breakpoint
CREATE TABLE "rubric_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"version" text NOT NULL,
	"sha256" text NOT NULL,
	"canonical" text NOT NULL,
	"effective_on" date NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rubric_versions_key_uq" UNIQUE("key","version"),
	CONSTRAINT "rubric_versions_sha_ck" CHECK ("rubric_versions"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_granted_by_people_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_revoked_by_people_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_authors" ADD CONSTRAINT "answer_authors_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_authors" ADD CONSTRAINT "answer_authors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_rubric_version_id_rubric_versions_id_fk" FOREIGN KEY ("rubric_version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_updated_by_people_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_levels" ADD CONSTRAINT "assessment_levels_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_scoring_id_scorings_id_fk" FOREIGN KEY ("scoring_id") REFERENCES "public"."scorings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_request_questions" ADD CONSTRAINT "change_request_questions_request_id_change_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."change_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conditions" ADD CONSTRAINT "conditions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conditions" ADD CONSTRAINT "conditions_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conditions" ADD CONSTRAINT "conditions_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control_credits" ADD CONSTRAINT "control_credits_scoring_id_scorings_id_fk" FOREIGN KEY ("scoring_id") REFERENCES "public"."scorings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harm_scores" ADD CONSTRAINT "harm_scores_scoring_id_scorings_id_fk" FOREIGN KEY ("scoring_id") REFERENCES "public"."scorings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harm_scores" ADD CONSTRAINT "harm_scores_no_mechanism_by_people_id_fk" FOREIGN KEY ("no_mechanism_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launches" ADD CONSTRAINT "launches_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launches" ADD CONSTRAINT "launches_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_participants" ADD CONSTRAINT "review_participants_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_participants" ADD CONSTRAINT "review_participants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_participants" ADD CONSTRAINT "review_participants_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_snapshots" ADD CONSTRAINT "review_snapshots_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_snapshots" ADD CONSTRAINT "review_snapshots_taken_by_people_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_launch_id_launches_id_fk" FOREIGN KEY ("launch_id") REFERENCES "public"."launches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_submitter_id_people_id_fk" FOREIGN KEY ("submitter_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_id_people_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_triage_version_id_rubric_versions_id_fk" FOREIGN KEY ("triage_version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_full_version_id_rubric_versions_id_fk" FOREIGN KEY ("full_version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scorings" ADD CONSTRAINT "scorings_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scorings" ADD CONSTRAINT "scorings_scorer_id_people_id_fk" FOREIGN KEY ("scorer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_tx_ix" ON "audit_events" USING btree ("tx");--> statement-breakpoint
CREATE INDEX "audit_events_actor_ix" ON "audit_events" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "account_user_ix" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_ix" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_key_ix" ON "sign_in_failures" USING btree ("key","at");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email_uq" ON "people" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "people_team_ix" ON "people" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "role_grants_active_uq" ON "role_grants" USING btree ("person_id","role") WHERE "role_grants"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "answers_choice_ix" ON "answers" USING btree ("question_key","val_choice") WHERE val_choice is not null;--> statement-breakpoint
CREATE INDEX "answers_number_ix" ON "answers" USING btree ("question_key","val_num") WHERE val_num is not null;--> statement-breakpoint
CREATE INDEX "assessments_review_ix" ON "assessments" USING btree ("review_id","round");--> statement-breakpoint
CREATE INDEX "conditions_review_ix" ON "conditions" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "conditions_owner_ix" ON "conditions" USING btree ("owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_final_uq" ON "decisions" USING btree ("review_id","round") WHERE outcome <> 'escalate';--> statement-breakpoint
CREATE INDEX "decisions_review_ix" ON "decisions" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "launches_search_ix" ON "launches" USING gin ("search");--> statement-breakpoint
CREATE INDEX "review_participants_person_ix" ON "review_participants" USING btree ("person_id","review_id");--> statement-breakpoint
CREATE INDEX "reviews_launch_ix" ON "reviews" USING btree ("launch_id");--> statement-breakpoint
CREATE INDEX "reviews_newest_ix" ON "reviews" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "reviews_team_newest_ix" ON "reviews" USING btree ("team_id","created_at","id");--> statement-breakpoint
CREATE INDEX "reviews_team_queue_ix" ON "reviews" USING btree ("team_id","queue_rank","id");--> statement-breakpoint
CREATE INDEX "reviews_queue_ix" ON "reviews" USING btree ("queue_rank","id") WHERE state in ('in_review', 'scored', 'escalated');--> statement-breakpoint
CREATE INDEX "reviews_reviewer_ix" ON "reviews" USING btree ("reviewer_id","queue_rank","id");--> statement-breakpoint
CREATE INDEX "reviews_previous_ix" ON "reviews" USING btree ("previous_id");
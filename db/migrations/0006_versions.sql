CREATE TABLE "answers_to_reconfirm" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"question_key" text NOT NULL,
	"cause" text NOT NULL,
	"why" text NOT NULL,
	"move_id" uuid,
	"from_review_id" uuid,
	"last_true_at" timestamp with time zone NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"settled" text,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	CONSTRAINT "answers_to_reconfirm_cause_ck" CHECK ("answers_to_reconfirm"."cause" in ('version', 'reuse')),
	CONSTRAINT "answers_to_reconfirm_settled_ck" CHECK ("answers_to_reconfirm"."settled" in ('confirmed', 'answered', 'undone')),
	CONSTRAINT "answers_to_reconfirm_source_ck" CHECK (case "answers_to_reconfirm"."cause" when 'version' then "answers_to_reconfirm"."move_id" is not null else "answers_to_reconfirm"."from_review_id" is not null end),
	CONSTRAINT "answers_to_reconfirm_who_ck" CHECK (num_nonnulls("answers_to_reconfirm"."settled", "answers_to_reconfirm"."settled_by", "answers_to_reconfirm"."settled_at") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "review_move_answers" (
	"move_id" uuid NOT NULL,
	"question_key" text NOT NULL,
	"fate" text NOT NULL,
	"why" text,
	"answer" jsonb NOT NULL,
	"asked" text NOT NULL,
	CONSTRAINT "review_move_answers_move_id_question_key_pk" PRIMARY KEY("move_id","question_key"),
	CONSTRAINT "review_move_answers_fate_ck" CHECK ("review_move_answers"."fate" in ('carried', 'to_reconfirm', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "review_moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"from_version_id" uuid NOT NULL,
	"to_version_id" uuid NOT NULL,
	"moved_by" uuid NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamp with time zone,
	CONSTRAINT "review_moves_undone_ck" CHECK (("review_moves"."undone_by" is null) = ("review_moves"."undone_at" is null))
);
--> statement-breakpoint
CREATE TABLE "rubric_backtest_rows" (
	"backtest_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"flips" text[] NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"added" integer NOT NULL,
	CONSTRAINT "rubric_backtest_rows_backtest_id_review_id_pk" PRIMARY KEY("backtest_id","review_id")
);
--> statement-breakpoint
CREATE TABLE "rubric_backtest_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"ran_by" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"ended_at" timestamp with time zone,
	"failure" text
);
--> statement-breakpoint
CREATE TABLE "rubric_backtests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"reviews" integer NOT NULL,
	"flips" integer NOT NULL,
	"summary" jsonb NOT NULL,
	"ran_by" uuid NOT NULL,
	"ran_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rubric_backtests_counts_ck" CHECK ("rubric_backtests"."reviews" >= 0 and "rubric_backtests"."flips" between 0 and "rubric_backtests"."reviews")
);
--> statement-breakpoint
CREATE TABLE "rubric_draft_transitions" (
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	CONSTRAINT "rubric_draft_transitions_from_state_to_state_pk" PRIMARY KEY("from_state","to_state")
);
--> statement-breakpoint
CREATE TABLE "rubric_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"version" text NOT NULL,
	"base_version_id" uuid,
	"source" text NOT NULL,
	"canonical" text NOT NULL,
	"sha256" text NOT NULL,
	"effective_on" date NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rubric_drafts_state_ck" CHECK ("rubric_drafts"."state" in ('draft', 'in_consultation', 'back_tested', 'published', 'withdrawn')),
	CONSTRAINT "rubric_drafts_sha_ck" CHECK ("rubric_drafts"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "rubric_drafts_reason_ck" CHECK (char_length("rubric_drafts"."reason") between 1 and 2000),
	CONSTRAINT "rubric_drafts_source_ck" CHECK (char_length("rubric_drafts"."source") between 1 and 262144)
);
--> statement-breakpoint
CREATE TABLE "rubric_publications" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"backtest_id" uuid NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "rubric_publications_draft_uq" UNIQUE("draft_id"),
	CONSTRAINT "rubric_publications_reason_ck" CHECK (char_length("rubric_publications"."reason") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "rubric_remarks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"about" text,
	"text" text NOT NULL,
	"said_by" uuid NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rubric_remarks_text_ck" CHECK (char_length("rubric_remarks"."text") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "rubric_retirements" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"retired_on" date NOT NULL,
	"reason" text NOT NULL,
	"retired_by" uuid NOT NULL,
	"retired_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rubric_retirements_reason_ck" CHECK (char_length("rubric_retirements"."reason") between 1 and 2000)
);
--> statement-breakpoint
ALTER TABLE "answers_to_reconfirm" ADD CONSTRAINT "answers_to_reconfirm_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers_to_reconfirm" ADD CONSTRAINT "answers_to_reconfirm_move_id_review_moves_id_fk" FOREIGN KEY ("move_id") REFERENCES "public"."review_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers_to_reconfirm" ADD CONSTRAINT "answers_to_reconfirm_from_review_id_reviews_id_fk" FOREIGN KEY ("from_review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers_to_reconfirm" ADD CONSTRAINT "answers_to_reconfirm_settled_by_people_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_move_answers" ADD CONSTRAINT "review_move_answers_move_id_review_moves_id_fk" FOREIGN KEY ("move_id") REFERENCES "public"."review_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_moves" ADD CONSTRAINT "review_moves_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_moves" ADD CONSTRAINT "review_moves_from_version_id_rubric_versions_id_fk" FOREIGN KEY ("from_version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_moves" ADD CONSTRAINT "review_moves_to_version_id_rubric_versions_id_fk" FOREIGN KEY ("to_version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_moves" ADD CONSTRAINT "review_moves_moved_by_people_id_fk" FOREIGN KEY ("moved_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_moves" ADD CONSTRAINT "review_moves_undone_by_people_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_backtest_rows" ADD CONSTRAINT "rubric_backtest_rows_backtest_id_rubric_backtests_id_fk" FOREIGN KEY ("backtest_id") REFERENCES "public"."rubric_backtests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_backtest_runs" ADD CONSTRAINT "rubric_backtest_runs_draft_id_rubric_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."rubric_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_backtest_runs" ADD CONSTRAINT "rubric_backtest_runs_ran_by_people_id_fk" FOREIGN KEY ("ran_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_backtests" ADD CONSTRAINT "rubric_backtests_draft_id_rubric_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."rubric_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_backtests" ADD CONSTRAINT "rubric_backtests_ran_by_people_id_fk" FOREIGN KEY ("ran_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_drafts" ADD CONSTRAINT "rubric_drafts_base_version_id_rubric_versions_id_fk" FOREIGN KEY ("base_version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_drafts" ADD CONSTRAINT "rubric_drafts_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_publications" ADD CONSTRAINT "rubric_publications_version_id_rubric_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_publications" ADD CONSTRAINT "rubric_publications_draft_id_rubric_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."rubric_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_publications" ADD CONSTRAINT "rubric_publications_backtest_id_rubric_backtests_id_fk" FOREIGN KEY ("backtest_id") REFERENCES "public"."rubric_backtests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_publications" ADD CONSTRAINT "rubric_publications_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_remarks" ADD CONSTRAINT "rubric_remarks_draft_id_rubric_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."rubric_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_remarks" ADD CONSTRAINT "rubric_remarks_said_by_people_id_fk" FOREIGN KEY ("said_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_retirements" ADD CONSTRAINT "rubric_retirements_version_id_rubric_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."rubric_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubric_retirements" ADD CONSTRAINT "rubric_retirements_retired_by_people_id_fk" FOREIGN KEY ("retired_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "answers_to_reconfirm_open_uq" ON "answers_to_reconfirm" USING btree ("review_id","question_key") WHERE settled is null;--> statement-breakpoint
CREATE INDEX "review_moves_review_ix" ON "review_moves" USING btree ("review_id","moved_at");--> statement-breakpoint
CREATE INDEX "rubric_backtests_draft_ix" ON "rubric_backtests" USING btree ("draft_id","ran_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rubric_drafts_open_uq" ON "rubric_drafts" USING btree ("key","version") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "rubric_remarks_draft_ix" ON "rubric_remarks" USING btree ("draft_id","said_at");
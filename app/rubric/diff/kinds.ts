/** What a change does to answers: they stop fitting, they come out differently, or only the words differ. */
export const CHANGE_CLASSES = ['breaking', 'behavioural', 'wording'] as const
export type ChangeClass = (typeof CHANGE_CLASSES)[number]

/** The steps of a version, the smallest first. */
export const BUMPS = ['patch', 'minor', 'major'] as const
export type Bump = (typeof BUMPS)[number]

export type KindMeaning = { class: ChangeClass; bump: Bump; means: string }

const breaking = (means: string): KindMeaning => ({ class: 'breaking', bump: 'major', means })
/** Answers that were already given can come out differently. */
const decides = (means: string): KindMeaning => ({ class: 'behavioural', bump: 'major', means })
/** More is asked or allowed; what came of the answers already given still comes of them. */
const adds = (means: string): KindMeaning => ({ class: 'behavioural', bump: 'minor', means })
const words = (means: string): KindMeaning => ({ class: 'wording', bump: 'patch', means })

/**
 * The classification of changes: every kind, its class and the least step of the version it takes. docs/rubric-versions.md is made of it.
 *
 * A breaking change is always major and a wording always a patch. A behavioural one is major where answers that were already given can
 * come out differently, and minor where they cannot: a knock-out that asks for a new question's answer can fire on no earlier launch.
 * That a new question makes an unfinished review less complete is no reason for a major step; that it is a gate is one.
 */
export const CHANGE_KINDS = {
  'key-changed': breaking('The rubric has another key, so reviews and scenarios no longer find it.'),
  'question-removed': breaking('A question is gone; answers to it have no place.'),
  'question-renamed': breaking('A question has another id; answers and history hang on the old one.'),
  'question-kind-changed': breaking('A question takes another kind of answer, or numbers in another unit.'),
  'option-removed': breaking('An option is gone; answers that chose it are no longer accepted.'),
  'option-renamed': breaking('An option has another value; answers hold the old one.'),
  'limits-narrowed': breaking(
    'An answer that was accepted may be refused now: bounds, length, columns, an option that stands alone.',
  ),
  'unknown-refused': breaking('"Not known" is no longer accepted.'),
  'na-refused': breaking('"Does not apply" is no longer accepted.'),
  'section-removed': breaking('A section is gone, or has another id.'),
  'given-removed': breaking('A given fact is gone, or one of its values; conditions and hand-overs rely on it.'),
  'given-kind-changed': breaking('A given fact has another kind.'),
  'harm-removed': breaking('A harm is gone from the launch harms; scores hang on its code.'),
  'outcome-removed': breaking('An outcome is gone; closed reviews hold it.'),
  'add-on-removed': breaking('An add-on is no longer taken; its questions are gone.'),

  'effect-added': decides('An answer raises a harm that it did not raise before.'),
  'effect-removed': decides('An answer no longer raises a harm.'),
  'effect-changed': decides('An answer raises a harm by other steps.'),
  'unknown-counts-differently': decides(
    '"Not known" counts as something else, because of new, reordered or reweighed options.',
  ),
  'knockout-added': decides('A knock-out can fire on answers that were given before it existed.'),
  'knockout-removed': decides('A knock-out no longer fires.'),
  'knockout-changed': decides(
    'A knock-out fires under another condition, at another question or in another order, or does something else.',
  ),
  'gate-changed': decides('A question became a gate, or is none any more.'),
  'gate-question-added': decides('A new question is a gate: blank, it keeps a launch from approval that had it.'),
  'required-changed': decides('An existing question became required or optional; completeness counts otherwise.'),
  'visibility-changed': decides(
    'A question or section is asked under another condition, of somebody else, or in place of another.',
  ),
  'rows-asked-changed': decides('A table asks for another number of rows.'),
  'wide-scope-changed': decides('Severity rises for wide scope under another condition.'),
  'tier-rule-added': decides('A tier rule can apply to answers that were given before it existed.'),
  'tier-rule-removed': decides('A tier rule is gone.'),
  'tier-rule-changed': decides('A tier rule applies under another condition, in another order, or gives another tier.'),
  'outcome-rule-added': decides('An outcome rule can apply to answers that were given before it existed.'),
  'outcome-rule-removed': decides('An outcome rule is gone.'),
  'outcome-rule-changed': decides(
    'An outcome rule applies under another condition, in another order, or gives another outcome.',
  ),
  'decision-setting-changed': decides(
    'A setting of the decision: completeness, how many harms make multi-risk, how long an approval lasts.',
  ),
  'conclusion-changed': decides('What a rubric ends in (tiers, decision, outcome) came or went.'),
  'level-changed': decides('The policy table gives another level.'),
  'floor-changed': decides('The least severity of a harm differs.'),
  'harm-raised': decides('A new harm that existing answers raise through their group.'),
  'add-on-changed': decides('An add-on is drawn in under another condition, or belongs to another rubric.'),
  'other-changed': decides('Something this comparison has no words for; taken seriously until it has.'),

  'question-added': adds('A new question. Earlier answers leave it blank.'),
  'section-added': adds('A new section.'),
  'option-added': adds('A new option. Nobody has chosen it yet.'),
  'limits-widened': adds('More answers are accepted than before.'),
  'unknown-allowed': adds('"Not known" is accepted now.'),
  'na-allowed': adds('"Does not apply" is accepted now.'),
  'visibility-changed-ahead': adds('A question or section is also shown, or hidden, after an answer that is new.'),
  'knockout-changed-ahead': adds(
    'A knock-out also looks at an answer that is new; for earlier answers it fires as before.',
  ),
  'tier-rule-changed-ahead': adds(
    'A tier rule also looks at an answer that is new; to earlier answers it applies as before.',
  ),
  'outcome-rule-changed-ahead': adds(
    'An outcome rule also looks at an answer that is new; to earlier answers it applies as before.',
  ),
  'knockout-added-ahead': adds('A knock-out that only answers to a new question or with a new option can fire.'),
  'tier-rule-added-ahead': adds('A tier rule that only answers to a new question or with a new option can meet.'),
  'outcome-rule-added-ahead': adds(
    'An outcome rule that only answers to a new question or with a new option can meet.',
  ),
  'outcome-added': adds('A new outcome.'),
  'question-moved': adds(
    'A question stands in another section. Where that changes when it is asked, that is a change of its own.',
  ),
  'evidence-asked': adds('Evidence is asked for with other answers. Nothing is scored by it.'),
  'sensitivity-changed': adds('An answer is treated as more or less sensitive.'),
  'given-added': adds('A new given fact.'),
  'given-widened': adds('A given fact has a new value.'),
  'harm-added': adds('A new harm that no existing answer raises.'),
  'harm-dated': adds('A harm is recorded from or until another day.'),
  'budget-changed': adds('One person may be shown another number of questions.'),
  'days-changed': adds('A tier takes another number of business days; decided launches keep their day.'),
  'add-on-added': adds('An add-on is taken; its questions are new.'),
  'add-on-version': adds('An add-on is taken in another version; what that changes is listed by its questions.'),

  wording: words('Text, help, example, label, title, reason or remedy is worded anew.'),
  'order-changed': words('Sections, questions, options or lists stand in another order that decides nothing.'),
  'refs-changed': words('References, or the mapping of a harm to the laws, differ.'),
  'dimension-changed': words('A question belongs to another dimension, by which the lint groups questions.'),
  'shows-changed': words('A section shows other answers beside its own questions.'),
  'pack-changed': words(
    'Another edition of the harms or of the policy table; what that changes is listed by harm and level.',
  ),
  'effective-changed': words('The version takes effect on another day.'),
} as const satisfies Record<string, KindMeaning>

export type ChangeKind = keyof typeof CHANGE_KINDS

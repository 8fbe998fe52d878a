import { type Ctx, createContext } from '#app/domain/ctx.server.ts'
import { addPerson, addTeam, DEMO_PASSWORD } from '#app/domain/people/index.server.ts'
import {
  creditControl,
  decideReview,
  describeLaunch,
  findAnswers,
  findBench,
  findScoring,
  lockScores,
  saveAnswer,
  scoreHarm,
  submitReview,
  submitTriage,
  takeReview,
} from '#app/domain/reviews/index.server.ts'
import type { AnswerInput, DecideInput, MARKETS, ScoreHarmInput } from '#app/domain/reviews/index.ts'
import { addBusinessDays, addDays } from '#app/domain/reviews/index.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import type { Result } from '#app/platform/result.ts'
import type { Services } from '#app/platform/services.server.ts'
import {
  type Answer,
  asksForEvidence,
  assess,
  type CompiledQuestion,
  type Evidence,
  evaluate,
} from '#app/rubric/index.ts'
import { calmAnswers, type Told, toAnswer } from './calm-answers.ts'
import { CAST, emailOf, type PersonKey, TEAMS, type TeamKey } from './cast.ts'

export type StageServices = Pick<Services, 'db' | 'newId' | 'now'>
export type LaunchTold = { title: string; summary: string; launchIn: number; markets: (typeof MARKETS)[number][] }
export type ScoreTold = Partial<
  Pick<
    ScoreHarmInput,
    'likelihood' | 'likelihoodReason' | 'gravity' | 'gravityReason' | 'confidence' | 'probability' | 'irreversible'
  >
>

const SYSTEM: Actor = {
  kind: 'system',
  id: 'system',
  name: 'The demo world',
  roles: [],
  teamId: 'none',
  timeZone: 'UTC',
}

/**
 * Where the story is played: each act calls the command a person would call, at the hour it happened, so the demo world cannot hold
 * a state that the portal would refuse.
 */
export class Stage {
  readonly people = new Map<PersonKey, Actor>()
  readonly teams = new Map<TeamKey, string>()
  /** Days from today at which the next act happens, and the minute of that day. */
  private at = new Date(0)

  constructor(
    private readonly services: StageServices,
    readonly today: string,
  ) {}

  /** Moves the clock of the story: `days` from today (negative is past), at an hour UTC. Acts then follow minutes apart. */
  when(days: number, hour = 9): this {
    this.at = new Date(`${addDays(this.today, days)}T${String(hour).padStart(2, '0')}:00:00Z`)
    return this
  }

  as(person: PersonKey): Ctx {
    const actor = this.people.get(person)
    if (!actor) throw new Error(`${person} is not in the cast yet`)
    return this.context(actor)
  }

  private context(actor: Actor): Ctx {
    this.at = new Date(this.at.getTime() + 90_000)
    const now = this.at
    return createContext({ db: this.services.db, newId: this.services.newId, now: () => now }, actor)
  }

  /** @param password of everybody; with an empty one nobody has an account, and nothing is spent on hashing */
  async gather(password: string = DEMO_PASSWORD): Promise<void> {
    this.when(-50, 8)
    const reason = 'The demo world of Lumencast.'
    for (const [key, team] of Object.entries(TEAMS) as [TeamKey, (typeof TEAMS)[TeamKey]][]) {
      const added = await addTeam(this.context(SYSTEM), { ...team, reason })
      this.teams.set(key, expectOk(added).id)
    }
    // One after the other in time, but the slow part, hashing passwords, side by side.
    await Promise.all(
      (Object.keys(CAST) as PersonKey[]).map(async (key) => {
        const member = CAST[key]
        const teamId = this.teams.get(member.team) as string
        const timeZone = 'timeZone' in member ? member.timeZone : TEAMS[member.team].timeZone
        const roles = [...member.roles]
        const added = expectOk(
          await addPerson(this.context(SYSTEM), {
            name: member.name,
            title: member.title,
            email: emailOf(key),
            timeZone,
            teamId,
            roles,
            ...(password !== '' && { password }),
            reason,
            demo: true,
          }),
        )
        this.people.set(key, { kind: 'person', id: added.id, name: member.name, roles, teamId, timeZone })
      }),
    )
  }

  async describe(person: PersonKey, launch: LaunchTold): Promise<string> {
    const { title, summary, markets } = launch
    const input = {
      onceKey: this.services.newId(),
      title,
      summary,
      markets,
      launchOn: addBusinessDays(addDays(this.today, launch.launchIn), 0),
    }
    return expectOk(await describeLaunch(this.as(person), input)).reviewId
  }

  async triage(person: PersonKey, reviewId: string, told: Told, draw = 0.5): Promise<void> {
    for (const [id, value] of Object.entries(told)) await this.say(person, reviewId, `triage.${id}`, toAnswer(value))
    expectOk(await submitTriage(this.as(person), { reviewId, onceKey: this.services.newId() }, draw))
  }

  /**
   * Answers the questionnaire; with `until`, only the sections before that one.
   * @param evidence given wherever the answers ask for it, `except` beside these; without it nowhere
   */
  async answer(
    person: PersonKey,
    reviewId: string,
    told: Told = {},
    until?: string,
    evidence?: { except: readonly string[] },
  ): Promise<void> {
    const found = await this.found(person, reviewId)
    const { compiled } = found.rubrics.full
    const answers = calmAnswers(compiled, found.given, told, addDays(this.today, 7))
    const last = until
      ? compiled.questions.findIndex((question) => question.section.id === until)
      : compiled.questions.length
    for (const { id, answer } of answers) {
      const place = compiled.questions.findIndex((question) => question.question.id === id)
      const asked = compiled.questions[place]
      if (asked && place < last && found.full[id] === undefined) {
        const given = ofLaunch(answer, found.review.title)
        const proved = evidence && !evidence.except.includes(id) ? proven(asked, given, found.review.title) : given
        await this.save(person, reviewId, id, proved, found.versions[id] ?? 0)
      }
    }
  }

  /** One answer, on top of whatever version stands. */
  async say(person: PersonKey, reviewId: string, questionKey: string, answer: Answer): Promise<void> {
    const versions = (await this.found(person, reviewId)).versions
    await this.save(person, reviewId, questionKey, answer, versions[questionKey] ?? 0)
  }

  private async save(
    person: PersonKey,
    reviewId: string,
    questionKey: string,
    answer: Answer,
    version: number,
  ): Promise<void> {
    const input = { reviewId, questionKey, version, answer: answer as AnswerInput }
    expectOk(await saveAnswer(this.as(person), input), questionKey)
  }

  async submit(person: PersonKey, reviewId: string): Promise<void> {
    expectOk(await submitReview(this.as(person), { reviewId, onceKey: this.services.newId() }))
  }

  async score(person: PersonKey, reviewId: string, told: Readonly<Record<string, ScoreTold>> = {}): Promise<void> {
    expectOk(await takeReview(this.as(person), { reviewId }))
    const found = await findScoring(this.as(person), reviewId)
    if (!found) throw new Error('the scorer cannot see the review')
    // In a later round, the scores of the round before are carried over with the first one.
    const scores = (await findBench(this.as(person), reviewId))?.scores.harms ?? {}
    const { compiled } = found.rubrics.full
    const { facts } = evaluate(compiled, { answers: found.full, given: found.given })
    const { harms } = assess(compiled, facts)
    const stranger = Object.keys(told).find((code) => !harms.some((harm) => harm.code === code))
    if (stranger)
      throw new Error(`the story scores ${stranger}, which is not in scope: ${harms.map((harm) => harm.code)}`)
    for (const harm of harms) {
      const usual = { confidence: 'B' as const, probability: [1, 4, 18, 45, 80][harm.suggested.likelihood - 1] ?? 1 }
      const score: ScoreHarmInput = {
        reviewId,
        harm: harm.code,
        version: scores[harm.code]?.version ?? 0,
        likelihood: null,
        likelihoodReason: '',
        gravity: null,
        gravityReason: '',
        wideScope: 'suggested',
        irreversible: 'no',
        ...usual,
        ...told[harm.code],
      }
      expectOk(await scoreHarm(this.as(person), score), harm.code)
    }
  }

  async credit(
    person: PersonKey,
    reviewId: string,
    controlId: string,
    strength: number,
    status: 'planned' | 'built' | 'tested' | 'monitored',
    note: string,
  ): Promise<void> {
    expectOk(await creditControl(this.as(person), { reviewId, controlId, version: 0, strength, status, note }))
  }

  /** Locks the scores. @returns what the rules propose */
  async lock(person: PersonKey, reviewId: string): Promise<string> {
    return expectOk(await lockScores(this.as(person), { reviewId, onceKey: this.services.newId() })).proposal
  }

  async decide(
    person: PersonKey,
    reviewId: string,
    decision: Pick<DecideInput, 'outcome' | 'reasons'> & Partial<Pick<DecideInput, 'overrideReason' | 'conditions'>>,
  ): Promise<void> {
    expectOk(
      await decideReview(this.as(person), {
        reviewId,
        onceKey: this.services.newId(),
        overrideReason: '',
        conditions: [],
        ...decision,
      }),
    )
  }

  personId(person: PersonKey): string {
    return this.people.get(person)?.id as string
  }

  key = (): string => this.services.newId()

  private async found(person: PersonKey, reviewId: string) {
    const found = await findAnswers(this.as(person), reviewId)
    if (!found) throw new Error(`${person} cannot see review ${reviewId}`)
    return found
  }
}

/** The rubric's worked examples speak of launches of their own; in an answer they speak of the launch at hand. */
const ofLaunch = (answer: Answer, title: string): Answer =>
  answer.state === 'answered' && typeof answer.value === 'string'
    ? { ...answer, value: answer.value.replaceAll(/Open Stage|Raid Boost|Gift Streaks|Voice Notes|Clip Remix/g, title) }
    : answer

/** The answer with what the rubric says would help, where it asks for that. */
function proven(asked: CompiledQuestion, answer: Answer, title: string): Answer {
  if (answer.state !== 'answered' || answer.evidence || !asksForEvidence(asked, answer)) return answer
  const { id, evidence = 'Test report' } = asked.question
  return { ...answer, evidence: [evidenceOf(title, id, evidence)] }
}

/** A document of the launch's team. */
export const evidenceOf = (title: string, about: string, label: string): Evidence => ({
  label: label.replace(/\.$/, ''),
  url: `https://docs.lumencast.example/launches/${title.toLowerCase().replaceAll(' ', '-')}/${about.replaceAll('.', '-')}`,
})

/** The demo world only does what the portal allows; a refusal is a mistake in the story. */
export function expectOk<T>(result: Result<T>, what = ''): T {
  if (result.ok) return result.value
  throw new Error(
    `the story was refused${what && ` at ${what}`}: ${result.problem.message} ${JSON.stringify(result.problem.fields ?? {})}`,
  )
}

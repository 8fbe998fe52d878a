import { sql } from 'drizzle-orm'
import type { Ctx } from '#app/domain/ctx.server.ts'
import { ROLES, type Role } from '#app/domain/people/index.ts'
import { takeReview } from '#app/domain/reviews/index.server.ts'
import { REVIEW_STATES, type ReviewState } from '#app/domain/reviews/index.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { recorded } from '#tests/platform/audit/world.ts'
import type { World } from '#tests/support/build.ts'

/** How a person stands to a review, and who of the cast stands so to the reviews below. */
export const RELATIONS = {
  'of another team': 'rafael',
  'of another team, has it': 'ines',
  'of another team, called to it': 'daniel',
  'of another team, wrote an answer': 'hana',
  'of the submitting team': 'jonas',
  'the submitter': 'maya',
} as const satisfies Record<string, PersonKey>
export type Relation = keyof typeof RELATIONS
export const relations = Object.keys(RELATIONS) as Relation[]

/** Several roles at once, where one of them might open what another must keep shut. */
const COMBINED: readonly Role[][] = [
  ['admin', 'lead', 'submitter'],
  ['submitter', 'reviewer'],
  ['submitter', 'council'],
  ['reviewer', 'council'],
  ['reviewer', 'lead'],
  ['lead', 'auditor'],
  ['consultant', 'reviewer'],
  [...ROLES],
]
export const ROLE_SETS: readonly (readonly Role[])[] = [[], ...ROLES.map((role) => [role]), ...COMBINED]
export const nameOf = (roles: readonly Role[]) =>
  roles.length === 0 ? 'no role' : roles.length === ROLES.length ? 'every role at once' : roles.join(' + ')

/** Each state, and one more: in review, and already taken. Before that, nobody has a review. */
export const CASES = [...REVIEW_STATES.slice(0, 3), 'taken', ...REVIEW_STATES.slice(3)] as const
export type Case = ReviewState | 'taken'

/** One review of each case, to which everybody above stands as said. */
export async function reviewsOfEachCase(world: World, db: Database): Promise<Map<Case, string>> {
  const byCase = new Map<Case, string>()
  const called = world.personId(RELATIONS['of another team, called to it'])
  const author = world.personId(RELATIONS['of another team, wrote an answer'])
  const holder = world.asking(RELATIONS['of another team, has it'])
  for (const one of CASES) {
    const id = await world.review(one === 'taken' ? 'in_review' : one)
    if (one === 'taken') expectOk(await takeReview(holder, { reviewId: id }))
    await recorded(
      db,
      [`review:${id}`],
      [
        sql`insert into review_participants (review_id, person_id, role, added_at) values (${id}, ${called}, 'council', now()) on conflict do nothing`,
        sql`insert into answer_authors values (${id}, ${author}, now()) on conflict do nothing`,
      ],
    )
    byCase.set(one, id)
  }
  return byCase
}

/** The context of somebody with these roles who stands so to the reviews. */
export const standing = (world: World, relation: Relation, roles: readonly Role[]): Ctx =>
  world.asking(RELATIONS[relation], undefined, { roles: [...roles] })

import { type AbilityOf, defineAbility } from '#app/platform/access/ability.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import { definePeoplePolicy, type PeopleSubjects } from './people/policy.ts'
import { defineReviewPolicy, type ReviewSubjects } from './reviews/policy.ts'
import { defineRubricPolicy, type RubricSubjects } from './rubric-versions/policy.ts'

/** Everything rules are about. Each context brings its own subjects. */
export type ProductSubjects = PeopleSubjects & RubricSubjects & ReviewSubjects

export type ProductAbility = AbilityOf<ProductSubjects>

/** What this actor may do, from the roles in force now. What no rule allows is denied. */
export const abilityFor = (actor: Actor): ProductAbility =>
  defineAbility<ProductSubjects>((rules) => {
    definePeoplePolicy(rules, actor)
    defineRubricPolicy(rules, actor)
    defineReviewPolicy(rules, actor)
  })

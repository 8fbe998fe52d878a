import { dayIn } from '#app/domain/reviews/index.ts'
import { loadLibrary, registerLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { CAST, emailOf, type PersonKey } from './cast.ts'
import { tellOfRubrics } from './rubric-story.ts'
import { Stage, type StageServices } from './stage.ts'
import { tellStory } from './story.ts'

/**
 * Fills an empty database with the fictional Lumencast: its people, and launches in every state, told by calling the real commands.
 * @returns the people who can be chosen on the sign-in page
 */
export async function seed(services: StageServices): Promise<{ name: string; title: string; email: string }[]> {
  const now = services.now()
  await registerLibrary(services.db, await loadLibrary('rubrics'), now, services.newId)
  const stage = new Stage(services, dayIn('UTC', now))
  await stage.gather()
  await tellStory(stage)
  await tellOfRubrics(stage)
  return (Object.keys(CAST) as PersonKey[]).map((key) => ({
    name: CAST[key].name,
    title: CAST[key].title,
    email: emailOf(key),
  }))
}

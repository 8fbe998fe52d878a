import type { News } from './earlier-answers.ts'
import type { FieldRules } from './fields.ts'
import { shownWhen } from './question-fields.ts'

export const sectionFields = (news: News): FieldRules => ({
  id: 'elsewhere',
  questions: 'elsewhere',
  title: { words: 'the title' },
  intro: { words: 'the introduction' },
  shows: {
    kind: 'shows-changed',
    says: (from, to) => `shows ${listed(to)} on top instead of ${listed(from)}`,
  },
  show_when: shownWhen(news),
})

const listed = (ids: unknown): string => ((ids ?? []) as string[]).map((id) => `\`${id}\``).join(', ') || 'nothing'

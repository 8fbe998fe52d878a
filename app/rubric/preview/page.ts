import type { CompiledRubric } from '../compile.ts'
import { conditionText, type Names } from '../diff/condition-text.ts'
import { type Question, type Rubric, type Section, TIERS } from '../rubric.ts'
import { html, Markup } from './markup.ts'
import { namesIn } from './names.ts'
import { questionMarkup } from './question.ts'
import { PREVIEW_STYLES } from './styles.ts'

export type PreviewFor = 'answerer' | 'reviewer'

/**
 * A rubric as one HTML page that needs nothing else: for reading, for printing, for sending to somebody without the portal.
 * @param as an answerer is shown their own questions and nothing that scores; a reviewer everything
 */
export function previewPage({ rubric, table }: CompiledRubric, as: PreviewFor): string {
  const whole = as === 'reviewer'
  const names = namesIn(rubric)
  const sections = rubric.sections
    .map((section) => ({ section, asked: section.questions.filter((one) => whole || one.answered_by === 'submitter') }))
    .filter(({ asked }) => asked.length > 0)
  const title = `${rubric.title} ${rubric.version}`
  const page = html`<!doctype html>
<html lang="${rubric.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(PREVIEW_STYLES)}</style>
</head>
<body>
<header>
<p class="soft">Preview for ${whole ? 'reviewers' : 'those who answer'}. Nothing here is in force by being read.</p>
<h1>${rubric.title}</h1>
<p>${rubric.summary}</p>
<p class="soft"><code>${rubric.key}@${rubric.version}</code> · in force from ${rubric.effective} · ${count(sections.length, 'section')}, ${count(
    sections.reduce((sum, { asked }) => sum + asked.length, 0),
    'question',
  )}; one person sees ${rubric.budget.visible_questions} at most${rubric.add_ons && ', add-ons apart'}</p>
</header>
<nav aria-label="Sections"><ol>${sections.map(({ section }) => html`<li><a href="#section-${section.id}">${section.title}</a></li>`)}</ol></nav>
<main>
${rubric.given?.length ? givenMarkup(rubric, names) : undefined}
${sections.map(({ section, asked }, s) => sectionMarkup(section, asked, s + 1, names, whole))}
${whole && endingMarkup(rubric, names)}
${whole && rubric.decision && html`<p class="soft">Levels come from ${rubric.decision.table}${table && `, ${table.title}`}.</p>`}
</main>
</body>
</html>
`
  return page.html
}

const sectionMarkup = (section: Section, asked: readonly Question[], s: number, names: Names, whole: boolean): Markup =>
  html`<section id="section-${section.id}">
<h2><span class="number">${s}</span> ${section.title}</h2>
${section.intro && html`<p>${section.intro}</p>`}
${section.show_when && html`<p class="when">Shown when ${conditionText(section.show_when, names)}.</p>`}
${section.shows && html`<p class="when">Shows what was answered to ${section.shows.map(names.asked).join(', ')}.</p>`}
${asked.map((question, q) => questionMarkup(question, `${s}.${q + 1}`, names, whole))}
</section>
`

const givenMarkup = ({ given = [] }: Rubric, names: Names): Markup =>
  html`<section id="given"><h2>Known beforehand</h2><ul>${given.map(
    ({ id, text, values }) =>
      html`<li>${text}${values && html` <span class="soft">(${values.map((value) => names.value(id, value)).join(', ')})</span>`}</li>`,
  )}</ul></section>`

/** How it ends: the rules in their order, the first that holds wins. */
function endingMarkup({ tiers, outcome, wide_scope_when }: Rubric, names: Names): Markup {
  const rows = [
    ...(tiers?.rules ?? []).map(({ id, tier, when, because }) => ({ to: tier, code: id, when, because })),
    ...(outcome?.rules ?? []).map(({ code, to, when, because }) => ({ to, code, when, because })),
  ]
  const rest = tiers
    ? { to: tiers.otherwise.tier, because: tiers.otherwise.because }
    : outcome && { to: outcome.otherwise, because: '' }
  const ends = tiers
    ? TIERS.map((tier) => ({ id: tier as string, title: tiers.about[tier].title, next: tiers.about[tier].next }))
    : (outcome?.values ?? [])
  return html`${wide_scope_when && html`<p class="when">Severity rises by one when ${conditionText(wide_scope_when, names)}.</p>`}
${
  rest &&
  html`<section id="ending"><h2>How it ends</h2>
<p>The first rule that holds decides.</p>
<ol>${rows.map(({ to, code, when, because }) => html`<li><p><strong>${to}</strong> <code>${code}</code>, when ${conditionText(when, names)}.</p><p class="soft">Because ${because}.</p></li>`)}
<li><p><strong>${rest.to}</strong> otherwise.</p>${rest.because && html`<p class="soft">Because ${rest.because}.</p>`}</li></ol>
<dl>${ends.map(({ id, title, next }) => html`<dt>${id}: ${title}</dt><dd>${next}</dd>`)}</dl></section>`
}`
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

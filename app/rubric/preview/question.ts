import { conditionText, type Names, testText } from '../diff/condition-text.ts'
import type { AnswerKind, Effect, Knockout, Question } from '../rubric.ts'
import { html, type Markup } from './markup.ts'

const KINDS: Readonly<Record<AnswerKind, string>> = {
  yes_no: 'Yes or no',
  single: 'One answer',
  multi: 'Any number of answers',
  scale: 'A place on a scale',
  number: 'A number',
  probability: 'A chance in per cent',
  date: 'A day',
  text: 'Text',
  evidence: 'Links to evidence',
  person: 'A person',
  harms: 'Harms from the list',
  controls: 'Safeguards',
  grid: 'A table',
  attest: 'A declaration',
}

/** One question as it is asked; for a reviewer with everything that comes of its answers. */
export function questionMarkup(question: Question, number: string, names: Names, whole: boolean): Markup {
  const { id, text, help, example, show_when, evidence, evidence_when, unless_asked } = question
  return html`<article id="${id}">
<h3><span class="number">${number}</span> ${text}</h3>
<p class="soft">${[KINDS[question.kind], ...traits(question)].join(' · ')}</p>
${show_when && html`<p class="when">Shown when ${conditionText(show_when, names)}.</p>`}
${unless_asked !== undefined && html`<p class="when">Not shown while ${names.asked(unless_asked)} is asked.</p>`}
${answers(question)}
<dl>
<dt>Why we ask</dt><dd>${help}</dd>
<dt>A good answer looks like</dt><dd>${example}</dd>
${evidence_when !== undefined && html`<dt>A link is asked for</dt><dd>when the answer ${testText(evidence_when, id, names)}</dd>`}
${evidence && html`<dt>What would show it</dt><dd>${evidence}</dd>`}
</dl>
${whole && score(question, names)}
</article>`
}

function traits({ required, allow_unknown, allow_na, unit, min, max, integer, max_length }: Question): string[] {
  return [
    ...(required ? [] : ['may be left open']),
    ...(allow_unknown ? [] : ['must be known']),
    ...(allow_na ? ['may not apply'] : []),
    ...(unit ? [unit] : []),
    ...(min === undefined ? [] : [`from ${min}`]),
    ...(max === undefined ? [] : [`to ${max}`]),
    ...(integer ? ['whole numbers'] : []),
    ...(max_length === undefined ? [] : [`at most ${max_length} characters`]),
  ]
}

function answers({ options, anchors, columns, rows }: Question): Markup | undefined {
  if (options)
    return html`<ul class="answers">${options.map(
      ({ label, hint, exclusive }) =>
        html`<li>${label}${exclusive && html` <span class="soft">(alone)</span>`}${hint && html`<br><span class="soft">${hint}</span>`}</li>`,
    )}</ul>`
  if (anchors) return html`<ol class="answers" start="0">${anchors.map((anchor) => html`<li>${anchor}</li>`)}</ol>`
  if (columns)
    return html`<ul class="answers">${columns.map(
      ({ label, options: choices }) =>
        html`<li>${label}${choices && html` <span class="soft">(${choices.map((one) => one.label).join(', ')})</span>`}</li>`,
    )}${rows === 'harms' && html`<li class="soft">one row for each harm in scope</li>`}</ul>`
  return undefined
}

/** What the browser of an answerer never holds. */
function score(
  { id, dimension, gate, answered_by, sensitivity, refs, options, effects, knockouts }: Question,
  names: Names,
) {
  const byOption = (options ?? []).flatMap((option) =>
    (option.effects ?? []).map((effect) => ({ answer: `“${option.label}”`, effect })),
  )
  const byTest = (effects ?? []).map((effect) => ({
    answer: `An answer that ${testText(effect.when, id, names)}`,
    effect,
  }))
  const all = [...byOption, ...byTest]
  return html`<section class="score" aria-label="For reviewers">
<p class="soft"><code>${id}</code> · ${[
    dimension,
    `answered by the ${answered_by}`,
    ...(gate ? ['gate: blank or unknown, nothing is approved'] : []),
    ...(sensitivity === 'normal' ? [] : [sensitivity]),
  ].join(' · ')}</p>
${
  all.length > 0 &&
  html`<table><thead><tr><th>Answer</th><th>Harm</th><th>Likelihood</th><th>Gravity</th></tr></thead><tbody>${all.map(
    ({ answer, effect }) =>
      html`<tr><td>${answer}</td><td>${effect.harm}</td><td>${step(effect, 'dL')}</td><td>${step(effect, 'dS')}</td></tr>`,
  )}</tbody></table>`
}
${(knockouts ?? []).map((knockout) => knockoutMarkup(knockout, names))}
<p class="soft">${refs.join(' · ')}</p>
</section>`
}

const step = (effect: Effect, of: 'dL' | 'dS'): string => (effect[of] ? `+${effect[of]}` : '–')

const ACTIONS: Readonly<Record<Knockout['action'], string>> = {
  block: 'Blocks the launch',
  escalate: 'Goes to the council',
  tier_up: 'Raises the tier to',
  route: 'Ends in',
}

const knockoutMarkup = ({ code, when, action, to, reason, remedy }: Knockout, names: Names): Markup =>
  html`<div class="knockout"><p><strong>${ACTIONS[action]}${to && ` ${to}`}</strong> <code>${code}</code>, when ${conditionText(when, names)}.</p>
<p>${reason}</p><p>${remedy}</p></div>`

import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { html } from '#app/rubric/preview/markup.ts'
import { previewPage } from '#app/rubric/preview/page.ts'
import { compiled, option, question } from './fixtures/rubrics.ts'

const library = await loadLibrary('rubrics', { drafts: true })
const all = [...library.rubrics.values()].flat().map((one) => [`${one.key}@${one.version}`, one.compiled] as const)
const knockout = { code: 'KO-X', when: { x: 'a' }, action: 'block', reason: 'It stops here.', remedy: 'Do the other.' }
const small = compiled([
  question('x', 'single', {
    options: [option('a', [{ harm: 'CSE-3', dL: 1 }]), { ...option('b'), hint: 'Rarely.' }],
    knockouts: [knockout],
    evidence_when: 'a',
  }),
  question('y', 'yes_no', { show_when: { x: { in: ['b', 'unknown'] } }, gate: true }),
  question('z', 'scale', { anchors: ['no', 'bit', 'half', 'most', 'all'], answered_by: 'reviewer' }),
])

test('an answerer reads what is asked, when, and why; nothing that scores', () => {
  const page = previewPage(small, 'answerer')
  for (const words of [
    'x?',
    'Why we ask',
    'A good answer looks like',
    'Rarely.',
    'Shown when “x?” is “b” or not known.',
  ])
    expect(page).toContain(words)
  expect(page).toContain('when the answer is “a”')
  for (const secret of ['z?', 'CSE-3', 'KO-X', 'It stops here.', 'DTSP', 'exposure', 'gate'])
    expect(page).not.toContain(secret)
})

test('a reviewer reads the effects, the knock-outs and the references as well', () => {
  const page = previewPage(small, 'reviewer')
  for (const words of [
    'z?',
    '<td>CSE-3</td><td>+1</td><td>–</td>',
    'It stops here.',
    'Do the other.',
    'DTSP:PD4',
    'nothing is approved',
  ])
    expect(page).toContain(words)
  expect(page).toContain('<strong>Blocks the launch</strong> <code>KO-X</code>, when “x?” is “a”.')
})

test.each(all)('%s is one page that needs nothing else', (_, rubric) => {
  for (const as of ['answerer', 'reviewer'] as const) {
    const page = previewPage(rubric, as)
    expect(page).not.toMatch(/<script|<link|<img|\son\w+=|url\(|@import|https?:\/\/|undefined|\[object/)
    const asked = rubric.questions.filter((one) => as === 'reviewer' || one.question.answered_by === 'submitter')
    expect(page.match(/<article /g)).toHaveLength(asked.length)
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const name of ['article', 'section', 'ul', 'ol', 'dl', 'table', 'div', 'p'])
      expect(page.split(`<${name}`).filter((part) => /^[\s>]/.test(part)).length, name).toBe(
        page.split(`</${name}>`).length - 1,
      )
  }
})

test('a preview has a day and a night, and prints', () => {
  const page = previewPage(small, 'answerer')
  for (const part of [
    'prefers-color-scheme: dark',
    '@media print',
    'break-inside: avoid',
    'lang="en"',
    "default-src 'none'",
  ])
    expect(page).toContain(part)
})

test('words of a rubric are words, whatever they look like', () => {
  const evil = '<script>alert(1)</script>"\'><img src=x onerror=y>&amp;`'
  const asked = question('x', 'single', {
    ...{ text: evil, help: evil, example: evil, evidence: evil },
    options: [{ value: 'a', label: evil, hint: evil }],
    knockouts: [{ ...knockout, reason: evil, remedy: evil }],
  })
  const sections = [{ id: 's', title: evil, intro: evil, show_when: { x: 'a' }, questions: [question('w', 'text')] }]
  const more = { title: evil, summary: evil, sections: [{ id: 'r', title: evil, questions: [asked] }, ...sections] }
  const page = previewPage(compiled([], more), 'reviewer')
  expect(page).not.toContain('<script')
  expect(page).not.toContain('<img')
  expect(page).toContain('&#60;script&#62;alert(1)')
  expect(html`<p>${['a', evil, undefined, false, html`<b>${'<'}</b>`]}</p>`.html).toBe(
    `<p>a${evil.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`)}<b>&#60;</b></p>`,
  )
})

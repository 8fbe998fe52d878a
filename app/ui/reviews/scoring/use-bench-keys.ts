import { useEffect, useRef, useState } from 'react'
import type { HarmAssessment, Level, Proposal } from '#app/rubric/index.ts'
import { benchKey, takesText } from './bench-keys.ts'
import type { LiveBench } from './use-bench.ts'

/** What stood there before the key that is still down. */
export type Held = { harm: string; level: Level; proposal: Proposal }

type BenchKeys = {
  harms: readonly HarmAssessment[]
  live: LiveBench
  /** The harm to begin with; the first one without it. */
  first: string | undefined
}

/** The keys of the bench, and which harm they act on: the unfolded one. */
export function useBenchKeys({ harms, live, first }: BenchKeys) {
  const [current, setCurrent] = useState<string | undefined>(first ?? harms[0]?.code)
  const [explaining, setExplaining] = useState<string>()
  const [held, setHeld] = useState<Held | null>(null)
  const [help, setHelp] = useState(false)
  const [on, setOn] = useState(true)

  const press = (event: KeyboardEvent) => {
    if (!on || takesText(event.target)) return
    const key = benchKey(event)
    if (!key) return
    const at = harms.findIndex(({ code }) => code === current)
    const harm = harms[at]
    if (key.do === 'help') setHelp(true)
    if (key.do === 'move') go(harms[Math.max(0, Math.min(harms.length - 1, at + key.by))]?.code)
    if (key.do === 'explain' && harm) setExplaining((one) => (one === harm.code ? undefined : harm.code))
    if ((key.do === 'likelihood' || key.do === 'gravity') && harm && live.open) {
      if (!event.repeat)
        setHeld({ harm: harm.code, level: harm.current.level, proposal: live.judged.decision.proposal })
      const step = key.step === harm.suggested[key.do] ? null : key.step
      live.setScore(harm, key.do === 'likelihood' ? { likelihood: step } : { gravity: step })
    }
    event.preventDefault()
  }
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    const down = (event: KeyboardEvent) => latest.current(event)
    const up = () => setHeld(null)
    document.addEventListener('keydown', down)
    document.addEventListener('keyup', up)
    window.addEventListener('blur', up)
    return () => {
      document.removeEventListener('keydown', down)
      document.removeEventListener('keyup', up)
      window.removeEventListener('blur', up)
    }
  }, [])

  function go(code: string | undefined) {
    if (!code) return
    setCurrent(code)
    // After the row has unfolded.
    requestAnimationFrame(() => {
      const summary = document.querySelector<HTMLElement>(`summary[data-harm="${code}"]`)
      summary?.focus({ preventScroll: true })
      summary?.closest('li')?.scrollIntoView({ block: 'start' })
      showAnswersOf(harms.find((harm) => harm.code === code))
    })
  }

  return {
    current,
    explaining,
    held,
    help,
    setHelp,
    on,
    setOn,
    go,
    unfold: (code: string, unfolded: boolean) =>
      setCurrent((one) => (unfolded ? code : one === code ? undefined : one)),
    explain: (code: string, open: boolean) => setExplaining((one) => (open ? code : one === code ? undefined : one)),
  }
}

/** Brings the first answer behind a harm into sight where the answers scroll on their own; the page itself stays. */
function showAnswersOf(harm: HarmAssessment | undefined): void {
  const answer = harm?.contributions[0] && document.getElementById(`a-${harm.contributions[0].questionId}`)
  const pane = answer?.closest('[data-answers]')
  if (!answer || !pane || pane.scrollHeight <= pane.clientHeight) return
  pane.scrollTop += answer.getBoundingClientRect().top - pane.getBoundingClientRect().top - 48
}

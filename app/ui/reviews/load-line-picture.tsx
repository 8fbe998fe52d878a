import { LEVELS, type Level } from '#app/rubric/rubric.ts'
import { LEVEL_WORDS } from './level-words.ts'
import { describeLoad, type Load } from './load.ts'
import { GAUGES, type GaugeSize, gaugeExtent, hatch, lineY, stepBox, type Tick, ticksOf } from './load-line-shape.ts'

const LOOKS: Record<Level, { box: string; stroke: string; leans: readonly ('up' | 'down' | 'flat')[] }> = {
  N: { box: 'fill-level-n-wash stroke-level-n', stroke: 'stroke-level-n', leans: [] },
  L: { box: 'fill-level-l-wash stroke-level-l', stroke: 'stroke-level-l', leans: ['flat'] },
  M: { box: 'fill-level-m-wash stroke-level-m', stroke: 'stroke-level-m', leans: ['up'] },
  H: { box: 'fill-level-h-wash stroke-level-h', stroke: 'stroke-level-h', leans: ['up', 'down'] },
  C: { box: 'fill-level-c stroke-level-c', stroke: 'stroke-level-c', leans: [] },
}

/** Five steps, three joined ticks and the load line. Presentation attributes and classes only: the page allows no inline style. */
export function LoadLinePicture({ load, size, title }: { load: Load; size: GaugeSize; title?: string | undefined }) {
  const ticks = ticksOf(load, size)
  const { width } = gaugeExtent(size)
  const height = gaugeExtent(size).height + (size === 'full' ? TICK_LINE * Math.max(...ticks.map(({ nth }) => nth)) : 0)
  const join = ticks.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return (
    <svg
      role="img"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className={size === 'full' ? 'h-auto max-w-full' : 'shrink-0'}
    >
      <title>{title ?? describeLoad(load)}</title>
      {LEVELS.map((level) => (
        <Step key={level} level={level} size={size} isLoaded={level === load.current} />
      ))}
      <LineMark line={load.line} size={size} />
      <path
        d={join}
        fill="none"
        className="stroke-paper"
        strokeWidth={size === 'full' ? 6 : 3.5}
        strokeLinecap="round"
      />
      <path d={join} fill="none" className="stroke-ink" strokeWidth={size === 'full' ? 2 : 1.25} />
      {ticks.map((tick) => (
        <TickMark key={tick.what} tick={tick} size={size} />
      ))}
      {size === 'full' && ticks.map((tick) => <TickLabel key={tick.what} tick={tick} />)}
    </svg>
  )
}

/** The step the harm stands on keeps its full colour; the others are the scale behind it. */
function Step({ level, size, isLoaded }: { level: Level; size: GaugeSize; isLoaded: boolean }) {
  const box = stepBox(level, size)
  const { floor } = gaugeExtent(size)
  const { letter, hatch: stride } = GAUGES[size]
  const middle = box.x + box.width / 2
  return (
    <g>
      <g opacity={isLoaded ? 1 : 0.4}>
        <rect {...box} className={LOOKS[level].box} strokeWidth="1" />
        {LOOKS[level].leans.map((lean) => (
          <path key={lean} d={hatch(box, lean, stride)} className={LOOKS[level].stroke} strokeWidth="0.75" />
        ))}
      </g>
      <text x={middle} y={floor + letter} textAnchor="middle" fontSize={letter} className="fill-ink font-semibold">
        {level}
      </text>
      {size === 'full' && (
        <text x={middle} y={floor + 29} textAnchor="middle" fontSize="12" className="fill-ink-soft">
          {LEVEL_WORDS[level]}
        </text>
      )}
    </g>
  )
}

function LineMark({ line, size }: { line: Level; size: GaugeSize }) {
  const y = lineY(line, size)
  const { width } = gaugeExtent(size)
  const { disc } = GAUGES[size]
  const weight = size === 'full' ? 2.5 : 1.75
  return (
    <g fill="none">
      <path d={`M0 ${y}H${width}`} className="stroke-paper" strokeWidth={weight * 2} />
      <circle cx={disc + 2} cy={y} r={disc - 1} className="stroke-ink" strokeWidth={weight} />
      <path d={`M0 ${y}H${width}`} className="stroke-ink" strokeWidth={weight} />
      {size === 'full' && (
        <text x={disc * 2 + 8} y={y - 6} fontSize="12" className="fill-ink font-semibold">
          {`Line: ${LEVEL_WORDS[line]}`}
        </text>
      )}
    </g>
  )
}

/** Inherent is a hollow ring, current the solid load, target a hollow diamond: told apart by shape alone. */
export function TickMark({ tick: { what, x, y }, size }: { tick: Pick<Tick, 'what' | 'x' | 'y'>; size: GaugeSize }) {
  const { tick: r } = GAUGES[size]
  const weight = size === 'full' ? 2 : 1.25
  if (what === 'current') return <circle cx={x} cy={y} r={r} className="fill-ink stroke-paper" strokeWidth={weight} />
  if (what === 'inherent')
    return <circle cx={x} cy={y} r={r - 0.5} className="fill-paper stroke-ink" strokeWidth={weight} />
  return (
    <path
      d={`M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`}
      className="fill-paper stroke-ink"
      strokeWidth={weight}
    />
  )
}

const TICK_LINE = 14
const SAYS = { inherent: 'Inherent', current: 'Now', target: 'Target' }

function TickLabel({ tick: { what, level, nth } }: { tick: Tick }) {
  const box = stepBox(level, 'full')
  return (
    <text
      x={box.x + box.width / 2}
      y={gaugeExtent('full').floor + 46 + nth * TICK_LINE}
      textAnchor="middle"
      fontSize="12"
      className={`fill-ink ${what === 'current' ? 'font-bold' : ''}`}
    >
      {SAYS[what]}
    </text>
  )
}

import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  numeric?: boolean | undefined
  /** The column that names the row; it heads the card on a narrow screen. */
  heads?: boolean | undefined
  sort?: { to: string; direction?: 'ascending' | 'descending' | undefined } | undefined
}

type DataTableProps<Row> = {
  caption: string
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The row the keyboard is on. */
  currentKey?: string | undefined
}

/** Rows of 36–40 px; below 640 px each row becomes a card with its own labels. */
export function DataTable<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  currentKey,
}: DataTableProps<Row>) {
  return (
    <table className="w-full border-collapse text-left text-sm max-sm:block">
      <caption className={captionHidden ? 'sr-only' : 'mb-2 text-left font-semibold max-sm:block'}>{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr className="border-b border-rule-strong">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              aria-sort={column.sort?.direction}
              className={`h-9 px-2 text-xs font-medium whitespace-nowrap text-ink-soft ${column.numeric ? 'text-right' : ''}`}
            >
              <ColumnHeader column={column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            data-row={rowKey(row)}
            data-current={rowKey(row) === currentKey || undefined}
            className="border-b border-rule hover:bg-sunk data-current:bg-accent-wash data-current:outline-2 data-current:-outline-offset-2 data-current:outline-accent max-sm:mb-3 max-sm:block max-sm:border max-sm:bg-sheet max-sm:px-3 max-sm:py-2"
          >
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const MARKS = { ascending: '↑', descending: '↓' }

function ColumnHeader<Row>({ column: { header, sort } }: { column: Column<Row> }) {
  if (!sort) return header
  return (
    <Link to={sort.to} className="inline-flex min-h-6 items-center gap-1 underline decoration-dotted hover:text-ink">
      {header}
      <span aria-hidden="true">{sort.direction ? MARKS[sort.direction] : ''}</span>
    </Link>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = `h-10 px-2 py-0.5 align-middle max-sm:flex max-sm:h-auto max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-1 ${column.numeric ? 'text-right tabular-nums' : ''}`
  if (column.heads) {
    return (
      <th scope="row" className={`${look} font-medium max-sm:text-base`}>
        {column.cell(row)}
      </th>
    )
  }
  return (
    <td className={look}>
      <span aria-hidden="true" className="shrink-0 text-ink-soft sm:hidden">
        {column.header}
      </span>
      <div className="max-sm:text-right">{column.cell(row)}</div>
    </td>
  )
}

import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ImportView, PreviewRow } from '#core/importing/api.ts'
import { type Field, fieldsOf } from '#core/importing/fields.ts'
import type { RefusalReason } from '#core/importing/reasons.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { useWords } from '#web/words.ts'
import { useFieldName } from './field-name.ts'
import css from './importing.module.css'
import { RowLines } from './row-lines.tsx'
import type { Answer } from './use-import.ts'

type ImportSheet = ImportView['sheets'][number]
type Show = 'all' | 'ready' | 'refused' | 'warned' | 'skipped'
export type Asked = Readonly<{ show: Show; reason: RefusalReason | undefined }>
type Props = Readonly<{
  view: ImportView
  sheet: ImportSheet
  asked: Asked
  onAsk: (asked: Asked) => void
  answer: Answer
}>

/** The rows of one sheet as they will be read; a bad cell is marked where it stands. */
export function Preview({ view, sheet, asked, onAsk, answer }: Props) {
  const t = useWords('importing')
  const { counts } = sheet
  const shows: readonly [Show, number][] = [
    ['refused', counts.refused],
    ['ready', counts.ready],
    ...(counts.warned > 0 ? [['warned', counts.warned] as [Show, number]] : []),
    ['skipped', counts.skipped],
    ['all', counts.data + counts.skipped],
  ]
  return (
    <div className={css['part']}>
      <h2>{t('preview')}</h2>
      <p>{t('preview_hint')}</p>
      <div className={css['shows']}>
        <SegmentedControl
          size="xs"
          aria-label={t('preview')}
          value={asked.show}
          onChange={(show) => onAsk({ show: show as Show, reason: undefined })}
          data={shows.map(([show, count]) => ({
            value: show,
            label: t(`show_${show}`, { count }),
          }))}
        />
      </div>
      <Rows view={view} sheet={sheet} asked={asked} answer={answer} />
    </div>
  )
}

/** At most so many columns stand side by side; the rest are in the file. */
const mostColumns = 7

/** What a reader knows a row by, then what it is about, then the rest. */
const telling: readonly Field[] = [
  ...(['number', 'invoiceNumber', 'name', 'code', 'issuedOn', 'paidOn', 'dueOn'] as const),
  ...(['total', 'amount', 'paid', 'balance', 'debit', 'credit', 'phone', 'vatNumber'] as const),
]

/** The columns worth showing; one that holds an error of these rows is always among them. */
function columnsOf(sheet: ImportSheet, rows: readonly PreviewRow[]) {
  const kind = sheet.kind ? fieldsOf[sheet.kind] : []
  const order = [...telling, ...kind.filter((field) => !telling.includes(field))]
  const all = order.flatMap((field) => sheet.columns.filter((column) => column.field === field))
  const bad = new Set(rows.map(({ column }) => column))
  return all.filter(({ column }, place) => place < mostColumns || bad.has(column))
}

function Rows({ view, sheet, asked, answer }: Omit<Props, 'onAsk'>) {
  const t = useWords('importing')
  const name = useFieldName()
  const format = useFormat()
  const query = useInfiniteQuery({
    queryKey: [...api.importing.rows.key(), view.id, sheet.sheet, asked, view.options, sheet],
    queryFn: ({ pageParam }) =>
      client.importing.rows({
        ...{ id: view.id, sheet: sheet.sheet, show: asked.show, limit: 25 },
        ...(asked.reason ? { reason: asked.reason } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (old) => old,
  })
  const rows = query.data?.pages.flatMap((page): readonly PreviewRow[] => page.rows) ?? []
  const columns = columnsOf(sheet, rows)
  if (query.isPending) return <Bones rows={5} />
  if (query.error && rows.length === 0)
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (rows.length === 0)
    return (
      <p className={css['nothing']}>{t(asked.show === 'refused' ? 'none_refused' : 'none_here')}</p>
    )
  return (
    <>
      <ScrollArea className={css['tableBox']} label={t('preview')}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">{t('row')}</th>
              {columns.map((column) => (
                <th key={column.column} scope="col">
                  {column.field ? name(column.field, sheet.kind) : format.count(column.column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <RowLines
                key={`${row.sheet}:${row.row}`}
                view={view}
                row={row}
                columns={columns}
                answer={answer}
              />
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {query.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

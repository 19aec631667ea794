import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { BulkResult, InvoiceRow, InvoiceView } from '#core/invoicing/api.ts'
import { type RefusalCode, refusals } from '#core/refusal.ts'
import type { Selection } from '#web/ui/list/model.ts'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { rowsOf } from './invoices-source.ts'
import css from './invoicing.module.css'

export type BulkProps = Readonly<{
  view: InvoiceView
  of: Selection<InvoiceRow>
  onClose: () => void
}>

const atOnce = 200
export const chunksOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, at) =>
    ids.slice(at * atOnce, (at + 1) * atOnce),
  )

/** Everything that was ticked, also what was not loaded. */
export function usePicked({ view, of }: Pick<BulkProps, 'view' | 'of'>) {
  return useQuery({
    queryKey: ['invoicing.picked', view, of.all ? of.ask : of.ids],
    queryFn: () => (of.all ? rowsOf(view, of.ask) : [...of.rows]),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Does the same to many in pieces of a size that the server takes, one after the other. */
export async function inChunks(
  ids: readonly string[],
  act: (chunk: string[], at: number) => Promise<BulkResult>,
): Promise<BulkResult> {
  const all: BulkResult = { done: [], failed: [] }
  for (const [at, chunk] of chunksOf(ids).entries()) {
    const { done, failed } = await act(chunk, at)
    all.done.push(...done)
    all.failed.push(...failed)
  }
  return all
}

const isCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)
const mostNamed = 30

/** How many were done; and of the others each with its reason. */
export function Outcome({
  result,
  said,
  rows,
  onClose,
}: {
  result: BulkResult
  said: string
  rows: readonly InvoiceRow[]
  onClose: () => void
}) {
  const t = useWords('invoicing')
  const say = useWords('refusals')
  const ui = useWords('ui')
  const known = new Map(rows.map((row) => [row.id, row]))
  const plain = { number: '', line: 0, issuedOn: '', today: '', currency: '', category: '' }
  const { failed } = result
  return (
    <>
      <p>{said}</p>
      {failed.length > 0 && (
        <>
          <h3 className="eyebrow">{t('refused_rows')}</h3>
          <ul className={css['reasons']}>
            {failed.slice(0, mostNamed).map(({ id, code }) => {
              const row = known.get(id)
              return (
                <li key={id}>
                  <b>
                    {row?.number ? (
                      <Code>{row.number}</Code>
                    ) : (
                      <Bdi>{row?.customer.name ?? t('draft_one')}</Bdi>
                    )}
                  </b>{' '}
                  {isCode(code) ? say(code, { ...plain, bytes: 0, most: 0, id: '' }) : code}
                </li>
              )
            })}
            {failed.length > mostNamed && (
              <li>{t('and_more', { count: failed.length - mostNamed })}</li>
            )}
          </ul>
        </>
      )}
      <div className="form-acts">
        <Button onClick={onClose}>{ui('done')}</Button>
      </div>
    </>
  )
}

/** The window in which one verb is done to many. */
export function Frame({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const ui = useWords('ui')
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={title}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {children}
    </Modal>
  )
}

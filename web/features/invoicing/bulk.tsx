import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { BulkResult, InvoiceRow, InvoiceView } from '#core/invoicing/api.ts'
import { type RefusalCode, refusals } from '#core/refusal.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import type { Selection } from '#web/ui/list/model.ts'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { idsOf } from './invoices-source.ts'
import css from './invoicing.module.css'
import { useChange } from './shared.ts'

type Props = Readonly<{ view: InvoiceView; of: Selection<InvoiceRow>; onClose: () => void }>

const atOnce = 200
const chunksOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, at) =>
    ids.slice(at * atOnce, (at + 1) * atOnce),
  )

/** Everything that was ticked, also what was not loaded. */
function useIds({ view, of }: Pick<Props, 'view' | 'of'>) {
  return useQuery({
    queryKey: ['invoicing.picked', view, of.all ? of.ask : of.ids],
    queryFn: () => (of.all ? idsOf(view, of.ask) : [...of.ids]),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

async function inChunks(
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

/** How many were done; and of the others how many, with the reason. */
function Outcome({
  result,
  said,
  onClose,
}: {
  result: BulkResult
  said: string
  onClose: () => void
}) {
  const t = useWords('invoicing')
  const say = useWords('refusals')
  const ui = useWords('ui')
  const reasons = new Map<string, number>()
  for (const { code } of result.failed) reasons.set(code, (reasons.get(code) ?? 0) + 1)
  const plain = { number: '', line: 0, issuedOn: '', today: '', currency: '', category: '' }
  return (
    <>
      <p>{said}</p>
      {reasons.size > 0 && (
        <ul className={css['reasons']}>
          {[...reasons].map(([code, count]) => (
            <li key={code}>
              <b>{t('count', { count })}</b>{' '}
              {isCode(code) ? say(code, { ...plain, bytes: 0, most: 0, id: '' }) : code}
            </li>
          ))}
        </ul>
      )}
      <div className="form-acts">
        <Button onClick={onClose}>{ui('done')}</Button>
      </div>
    </>
  )
}

function Frame({
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

/** Posts the drafts that were ticked; what cannot be posted stops no other. */
export function BulkPost({ view, of, onClose }: Props) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const ids = useIds({ view, of })
  const post = useChange((all: readonly string[]) =>
    inChunks(all, (chunk) => client.invoicing.postMany({ ids: chunk })),
  )
  const count = ids.data?.length ?? 0
  const close = () => {
    if (post.data) of.clear()
    onClose()
  }
  return (
    <Frame title={t('post_many_ask', { count })} onClose={close}>
      {post.data ? (
        <Outcome
          result={post.data}
          said={t('posted_many', { count: post.data.done.length })}
          onClose={close}
        />
      ) : (
        <>
          <p>{t('post_hint')}</p>
          <div className="form-acts">
            <Button
              loading={post.isPending || !ids.data}
              onClick={() => post.mutate(ids.data ?? [])}
            >
              {t('post_many', { count })}
            </Button>
            <Button variant="default" onClick={close}>
              {ui('cancel')}
            </Button>
          </div>
        </>
      )}
    </Frame>
  )
}

/** Shows who would get what, and why others would not, before anything leaves. */
export function BulkSend({ view, of, onClose }: Props) {
  const t = useWords('invoicing')
  const ids = useIds({ view, of })
  const [batches] = useState(() => new Map<number, string>())
  const send = useChange((all: readonly string[]) =>
    inChunks(all, (chunk, at) => {
      const id = batches.get(at) ?? newId()
      batches.set(at, id)
      return client.invoicing.sendMany({ id, ids: chunk })
    }),
  )
  const close = () => {
    if (send.data) of.clear()
    onClose()
  }
  return (
    <Frame title={t('send_many_ask')} onClose={close}>
      {send.data ? (
        <Outcome
          result={send.data}
          said={t('sent_many', { count: send.data.done.length })}
          onClose={close}
        />
      ) : ids.data ? (
        <Preview ids={ids.data} busy={send.isPending} onSend={send.mutate} onClose={close} />
      ) : (
        <Bones rows={3} />
      )}
    </Frame>
  )
}

function Preview({
  ids,
  busy,
  onSend,
  onClose,
}: {
  ids: readonly string[]
  busy: boolean
  onSend: (ids: readonly string[]) => void
  onClose: () => void
}) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const { data, error, refetch } = useQuery({
    queryKey: ['invoicing.preview', ids],
    queryFn: async () => {
      const parts = await Promise.all(
        chunksOf(ids).map((chunk) => client.invoicing.previewSending({ ids: chunk })),
      )
      return {
        rows: parts.flatMap(({ rows }) => rows),
        sample: parts.find(({ sample }) => sample)?.sample ?? null,
      }
    },
  })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  const good = data.rows.filter(({ problem }) => problem === null)
  const held = data.rows.filter(({ problem }) => problem !== null)
  return (
    <>
      <p>{t('will_go', { count: good.length })}</p>
      {held.length > 0 && (
        <>
          <h3 className="eyebrow">{t('will_not_go', { count: held.length })}</h3>
          <ul className={css['reasons']}>
            {held.map((row) => (
              <li key={row.id}>
                {row.number ? <Code>{row.number}</Code> : ui('draft')} <Bdi>{row.customerName}</Bdi>
                {' · '}
                <span className="dim">
                  {row.problem === 'address_missing'
                    ? t('no_address')
                    : t(`problem_${row.problem ?? 'not_found'}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {data.sample && (
        <div className={css['mail']} dir="auto">
          <b>{data.sample.subject}</b>
          <p>{data.sample.body}</p>
        </div>
      )}
      <div className="form-acts">
        <Button
          disabled={good.length === 0}
          loading={busy}
          onClick={() => onSend(good.map(({ id }) => id))}
        >
          {t('send_many', { count: good.length })}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </>
  )
}

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { type BulkProps, chunksOf, Frame, inChunks, Outcome, usePicked } from './bulk-frame.tsx'
import css from './invoicing.module.css'
import { useChange } from './use-change.ts'

/** Posts the drafts that were ticked; what cannot be posted stops no other. */
export function BulkPost({ view, of, onClose }: BulkProps) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const picked = usePicked({ view, of })
  const ids = picked.data?.map(({ id }) => id)
  const post = useChange((all: readonly string[]) =>
    inChunks(all, (chunk) => client.invoicing.postMany({ ids: chunk })),
  )
  const count = ids?.length ?? 0
  const close = () => {
    if (post.data) of.clear()
    onClose()
  }
  return (
    <Frame title={t('post_many_ask', { count })} onClose={close}>
      {post.data ? (
        <Outcome
          result={post.data}
          rows={picked.data ?? []}
          said={t('posted_many', { count: post.data.done.length })}
          onClose={close}
        />
      ) : (
        <>
          <p>{t('post_hint')}</p>
          <div className="form-acts">
            <Button loading={post.isPending || !ids} onClick={() => post.mutate(ids ?? [])}>
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
export function BulkSend({ view, of, onClose }: BulkProps) {
  const t = useWords('invoicing')
  const picked = usePicked({ view, of })
  const ids = picked.data?.map(({ id }) => id)
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
          rows={picked.data ?? []}
          said={t('sent_many', { count: send.data.done.length })}
          onClose={close}
        />
      ) : ids ? (
        <Preview ids={ids} busy={send.isPending} onSend={send.mutate} onClose={close} />
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

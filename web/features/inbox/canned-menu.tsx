import { useQuery } from '@tanstack/react-query'
import { type RefObject, useRef } from 'react'
import { findCanned } from '#core/inbox/canned.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { api, client } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { Go } from '#web/ui/link.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'
import { usePickKeys } from './use-pick-keys.ts'

/** What was written after a «/» that begins a word; nothing when there is none. */
export const slashOf = (before: string): string | undefined =>
  /(?:^|\s)\/([^\s/]{0,30})$/u.exec(before)?.[1]

type Props = Readonly<{
  field: RefObject<HTMLTextAreaElement | null>
  conversationId: string
  channel: MessageChannel
  typed: string
  onPick: (text: string) => void
}>

/** Ready replies while one writes «/»: arrows choose, Enter takes, what is known is filled in. */
export function CannedMenu({ field, conversationId, channel, typed, onPick }: Props) {
  const t = useWords('inbox')
  const say = useWords('refusals')
  const { data } = useQuery({ ...api.inbox.canned.queryOptions({ input: {} }), staleTime: 60_000 })
  const fitting = (data?.rows ?? []).filter(
    ({ channels }) => channels.length === 0 || channels.includes(channel),
  )
  const found = findCanned(fitting, typed)
  const busy = useRef(false)
  const take = async (id: string) => {
    if (busy.current) return
    busy.current = true
    try {
      const { text, missing } = await client.inbox.fillCanned({ conversationId, id })
      onPick(text)
      if (missing.length > 0)
        toast.said(t('canned_missing'), missing.map((name) => `{${name}}`).join(t('comma')))
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    } finally {
      busy.current = false
    }
  }
  const { id, away, option } = usePickKeys({
    field,
    rows: found,
    take: (row) => void take(row.id),
  })
  if (!data || away) return null
  if (found.length === 0)
    return (
      <div className={css['popup']} role="status">
        {data.rows.length > 0 ? (
          <p>{t('canned_none')}</p>
        ) : (
          <p>
            {t('canned_first')}{' '}
            {/* The field keeps its focus, so that pressing the link is not a way out of it. */}
            <Go
              to="/settings/inbox/canned/new"
              className="link"
              onMouseDown={(event) => event.preventDefault()}
            >
              {t('canned_add')}
            </Go>
          </p>
        )}
      </div>
    )
  return (
    <div id={id} className={css['popup']} role="listbox" aria-label={t('canned')}>
      {found.map((row, index) => (
        <div key={row.id} {...option(index)}>
          <b>
            <bdi>{row.title}</bdi>
          </b>{' '}
          <kbd dir="auto">/{row.shortcut}</kbd>
          <small dir="auto">{row.text}</small>
        </div>
      ))}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { findCanned } from '#core/inbox/canned.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { api, client } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'

/** What was written after a «/» that begins a word; nothing when there is none. */
export const slashOf = (before: string): string | undefined =>
  /(?:^|\s)\/([^\s/]{0,30})$/u.exec(before)?.[1]

type Props = Readonly<{
  conversationId: string
  channel: MessageChannel
  typed: string
  onPick: (text: string) => void
}>

/** Ready replies while one writes «/»: arrows choose, Enter takes, what is known is filled in. */
export function CannedMenu({ conversationId, channel, typed, onPick }: Props) {
  const t = useWords('inbox')
  const say = useWords('refusals')
  const { data } = useQuery({ ...api.inbox.canned.queryOptions({ input: {} }), staleTime: 60_000 })
  const fitting = (data?.rows ?? []).filter(
    ({ channels }) => channels.length === 0 || channels.includes(channel),
  )
  const found = findCanned(fitting, typed)
  const [at, setAt] = useState(0)
  const chosen = Math.min(at, found.length - 1)
  const take = async (id: string) => {
    try {
      const { text, missing } = await client.inbox.fillCanned({ conversationId, id })
      onPick(text)
      if (missing.length > 0)
        toast.said(t('canned_missing'), missing.map((name) => `{${name}}`).join(t('comma')))
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    }
  }
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const row = found[chosen]
      if (step) setAt((chosen + step + found.length) % Math.max(found.length, 1))
      else if (
        (event.key === 'Enter' || event.key === 'Tab') &&
        row &&
        !event.ctrlKey &&
        !event.metaKey
      )
        void take(row.id)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    if (found.length === 0) return
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  })
  if (!data) return null
  return (
    <div className={css['popup']} role="listbox" aria-label={t('canned')}>
      {found.length === 0 && <p>{t('canned_none')}</p>}
      {found.map((row, index) => (
        <div
          key={row.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseEnter={() => setAt(index)}
          onMouseDown={(event) => {
            event.preventDefault()
            void take(row.id)
          }}
        >
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

import type { RefObject } from 'react'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'
import { usePickKeys } from './use-pick-keys.ts'

/** What was written after an «@» that begins a word; nothing when there is none. */
export const mentionOf = (before: string): string | undefined =>
  /(?:^|\s)@([^\s@]{0,30})$/u.exec(before)?.[1]

type Props = Readonly<{
  field: RefObject<HTMLTextAreaElement | null>
  names: readonly string[]
  onPick: (name: string) => void
}>

/** Colleagues to be named in a note: arrows choose, Enter takes. */
export function MentionMenu({ field, names, onPick }: Props) {
  const t = useWords('inbox')
  const { id, away, option } = usePickKeys({ field, rows: names, take: onPick })
  if (away) return null
  return (
    <div id={id} className={css['popup']} role="listbox" aria-label={t('colleagues')}>
      {names.map((name, index) => (
        <div key={name} {...option(index)}>
          <Bdi>{name}</Bdi>
        </div>
      ))}
    </div>
  )
}

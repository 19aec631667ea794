import { useEffect, useState } from 'react'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'

/** What was written after an «@» that begins a word; nothing when there is none. */
export const mentionOf = (before: string): string | undefined =>
  /(?:^|\s)@([^\s@]{0,30})$/u.exec(before)?.[1]

type Props = Readonly<{ names: readonly string[]; onPick: (name: string) => void }>

/** Colleagues to be named in a note: arrows choose, Enter takes. */
export function MentionMenu({ names, onPick }: Props) {
  const t = useWords('inbox')
  const [at, setAt] = useState(0)
  const chosen = Math.min(at, names.length - 1)
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const name = names[chosen]
      if (step) setAt((chosen + step + names.length) % names.length)
      else if (
        (event.key === 'Enter' || event.key === 'Tab') &&
        name &&
        !event.ctrlKey &&
        !event.metaKey
      )
        onPick(name)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  })
  return (
    <div className={css['popup']} role="listbox" aria-label={t('colleagues')}>
      {names.map((name, index) => (
        <div
          key={name}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseEnter={() => setAt(index)}
          onMouseDown={(event) => {
            event.preventDefault()
            onPick(name)
          }}
        >
          <Bdi>{name}</Bdi>
        </div>
      ))}
    </div>
  )
}

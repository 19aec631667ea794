import type { CSSProperties } from 'react'
import { avatarLetter } from '#core/arabic/names.ts'
import css from './avatar.module.css'

/** One letter, of the word that tells the name apart; a person's is round. */
export const Avatar = ({
  name,
  size = 32,
  person = false,
}: {
  name: string
  size?: number
  person?: boolean
}) => (
  <span
    aria-hidden="true"
    className={css['avatar']}
    data-round={person || undefined}
    style={{ '--size': `${size}px` } as CSSProperties}
  >
    {avatarLetter(name)}
  </span>
)

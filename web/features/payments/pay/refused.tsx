import { refusalOf } from '#web/refusal.ts'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'

/** Why the last press was not taken, if it was not. */
export function Refused({ error }: { error: unknown }) {
  const say = useWords('refusals')
  if (error === null) return null
  const { code, facts } = refusalOf(error)
  return (
    <p role="alert" className={css['refused']}>
      {say(code, facts)}
    </p>
  )
}

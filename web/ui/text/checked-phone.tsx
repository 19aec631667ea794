import type { WrongMark } from '#core/contacts/customer.ts'
import { formatPhone } from '#core/phone.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import { Chip } from '../chip.tsx'
import css from './text.module.css'
import { Phone } from './text.tsx'

type Wrong = Readonly<{
  value: string
  title?: string
  /** In a table: the word stands under the number and not beside it. */
  under?: boolean
}>

/** A number that is known to be wrong: struck through, and dialled no more. */
export function WrongPhone({ value, title, under = false }: Wrong) {
  const t = useWords('ui')
  const word = t('wrong_number')
  return (
    <span className={css[under ? 'wrongUnder' : 'wrongPhone']} title={title}>
      <s dir="ltr" className={css['phone']}>
        {formatPhone(value)}
      </s>{' '}
      {under ? <small>{word}</small> : <Chip tone="late3">{word}</Chip>}
    </span>
  )
}

type Props = Readonly<{ value: string; wrong: WrongMark | null }>

/** A number that is dialled, or, where it is known to be wrong, says who marked it and when. */
export function CheckedPhone({ value, wrong }: Props) {
  const t = useWords('ui')
  const format = useFormat()
  if (!wrong) return <Phone value={value} />
  const day = format.day(format.dayOf(wrong.at), { near: true })
  return <WrongPhone value={value} title={t('wrong_since', { by: wrong.by, day })} />
}

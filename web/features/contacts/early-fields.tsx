import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { EarlyTerms } from '#core/contacts/terms.ts'
import { plainFigure } from '#web/ui/form/amount.ts'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'

const percentText = (basisPoints: number) => String(basisPoints / 100)

/** «خصم 2% لمن يسدد خلال 10 أيام»: both figures, or no discount at all. */
export function EarlyFields({ path }: { path: string }) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const form = useFormAround()
  const [typed, setTyped] = useState(() => {
    const held = EarlyTerms.safeParse(form.get(path))
    return held.success
      ? { percent: percentText(held.data.basisPoints), days: String(held.data.days) }
      : { percent: '', days: '' }
  })
  const change = (patch: Partial<typeof typed>) => {
    const next = { ...typed, ...patch }
    setTyped(next)
    const early = EarlyTerms.safeParse({
      basisPoints: next.percent === '' ? undefined : Math.round(Number(next.percent) * 100),
      days: next.days === '' ? undefined : Number(next.days),
    })
    form.set(path, early.success ? early.data : undefined)
  }
  const begun = typed.percent !== '' || typed.days !== ''
  const wrong = begun && form.get(path) === undefined ? t('early_both') : undefined
  const optional = <span className="muted">({ui('optional')})</span>
  return (
    <div className={css['early']}>
      <TextInput
        label={
          <>
            {t('early_percent')} {optional}
          </>
        }
        className="ltr-input"
        inputMode="decimal"
        rightSection={<span className="muted">%</span>}
        value={typed.percent}
        error={wrong}
        onChange={(event) => change({ percent: plainFigure(event.currentTarget.value) })}
      />
      <TextInput
        label={
          <>
            {t('early_days')} {optional}
          </>
        }
        className="ltr-input"
        inputMode="numeric"
        value={typed.days}
        onChange={(event) => change({ days: plainFigure(event.currentTarget.value) })}
      />
    </div>
  )
}

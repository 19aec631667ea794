import { Select, TextInput } from '@mantine/core'
import { z } from 'zod'
import { EarlyTerms, PaymentTerms } from '#core/contacts/terms.ts'
import { plainFigure } from '#web/ui/form/amount.ts'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import { EarlyFields } from '../contacts/index.ts'
import css from './invoicing.module.css'

const kinds = [
  'immediate',
  'days_from_invoice',
  'days_from_delivery',
  'days_from_receipt',
  'end_of_month',
] as const

const Held = z
  .object({ kind: z.string(), days: z.number().optional(), early: EarlyTerms.optional() })
  .catch({ kind: '' })

/** The terms of this one document; empty: the customer's own. */
export function TermsField() {
  const t = useWords('invoicing')
  const words = useWords('contacts')
  const form = useFormAround()
  const held = Held.parse(form.get('terms') ?? { kind: '' })
  const early = held.early ? { early: held.early } : {}
  const choose = (kind: string | null) => {
    if (!kind) return form.set('terms', undefined)
    const days = held.days ?? (kind === 'end_of_month' ? 0 : 30)
    form.set('terms', kind === 'immediate' ? { kind } : { kind, days, ...early })
  }
  return (
    <div className={css['terms']}>
      <Select
        id={form.fieldId('terms')}
        label={t('terms')}
        placeholder={t('terms_of_customer')}
        clearable
        data={[
          ...kinds.map((value) => ({ value, label: words(`terms_${value}`) })),
          ...(held.kind === 'day_of_month'
            ? [{ value: 'day_of_month', label: words('terms_day_of_month') }]
            : []),
        ]}
        value={held.kind || null}
        onChange={choose}
      />
      {held.kind !== '' && held.kind !== 'immediate' && held.kind !== 'day_of_month' && (
        <TextInput
          label={words('terms_days')}
          className="ltr-input"
          inputMode="numeric"
          value={String(held.days ?? '')}
          error={PaymentTerms.safeParse(held).success ? undefined : words('terms_days')}
          onChange={(event) => {
            const plain = plainFigure(event.currentTarget.value)
            const days = /^\d{1,4}$/.test(plain) ? Number(plain) : 0
            form.set('terms', { kind: held.kind, days, ...early })
          }}
        />
      )}
      {held.kind !== '' && held.kind !== 'immediate' && <EarlyFields path="terms.early" />}
    </div>
  )
}

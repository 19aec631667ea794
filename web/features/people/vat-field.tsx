import { latinDigits } from '#core/arabic/digits.ts'
import { TextField } from '#web/ui/form/fields.tsx'
import { useWords } from '#web/words.ts'

/** The VAT number, with a count of what was typed when it is not one. */
export function VatField({ path }: { path: string }) {
  const t = useWords('people')
  const say = useWords('fields')
  const wrong = (value: unknown) =>
    typeof value === 'string' && value !== ''
      ? say('vat_number', { length: latinDigits(value).replace(/[^0-9]/g, '').length })
      : undefined
  return (
    <TextField path={path} label={t('vat_number')} optional ltr inputMode="numeric" wrong={wrong} />
  )
}

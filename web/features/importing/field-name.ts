import type { Field, SheetKind } from '#core/importing/fields.ts'
import { useWords } from '#web/words.ts'

/** What a field is called: the number of an invoice is not the number of a receipt. */
export function useFieldName(): (field: Field, kind: SheetKind | null) => string {
  const t = useWords('importing')
  return (field, kind) => {
    if (field === 'number' && kind === 'invoices') return t('field_number_invoices')
    if (field === 'number' && kind === 'payments') return t('field_number_payments')
    return t(`field_${field}`)
  }
}

import { useToday } from '#web/me.tsx'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { Go } from '#web/ui/link.tsx'
import { Why } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'

/** A cheque of a later day is no money yet: it belongs in the register, and the way there is offered. */
export function ChequeHint() {
  const t = useWords('payments')
  const form = useFormAround()
  const today = useToday()
  if (form.get('method') !== 'cheque') return null
  const day = form.get('paidOn')
  const customer = form.get('customerId')
  const to = typeof customer === 'string' && customer !== '' ? `&customer=${customer}` : ''
  const later = typeof day === 'string' && day > today
  return (
    <Why>
      {t(later ? 'cheque_later' : 'cheque_hint')}{' '}
      <Go to={`/instruments/new?kind=cheque${to}`} className="link">
        {t('cheque_register')}
      </Go>
    </Why>
  )
}

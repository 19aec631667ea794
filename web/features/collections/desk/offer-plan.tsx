import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { PlanDialog } from '#web/customer-dialog.tsx'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { SendPlan } from '../payment-plans/send-plan.tsx'
import css from './outcome.module.css'

type Props = Readonly<{
  customerId: string
  /** The plan that was offered here. */
  planId: string | null
  onMade: (planId: string) => void
}>

/** Who wants a plan is offered one here and now, and gets its link. */
export function OfferPlan({ customerId, planId, onMade }: Props) {
  const t = useWords('plans')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const onClose = () => setAsking(false)
  if (may('collections.payment_plan') === undefined) return null
  return (
    <div className={css['offer']}>
      {planId !== null && <p role="status">{t('offered_here')}</p>}
      <Button
        variant="default"
        leftSection={planId !== null && <IconSend size={16} />}
        onClick={() => setAsking(true)}
      >
        {planId === null ? t('propose') : t('send')}
      </Button>
      {asking && planId === null && (
        <PlanDialog customerId={customerId} onMade={onMade} onClose={onClose} />
      )}
      {asking && planId !== null && <SendPlan id={planId} onClose={onClose} />}
    </div>
  )
}
